import type { PlacedFile } from './assets/place-files.ts'
import { toolFolder } from './tool-folder.ts'

// Scenarios of several hosts reach each of them by ssh from the first. Here they are one machine, so "there" is here.
const hostNames = 'host0[1-9]|host[1-9]|node0[0-9]|node[0-9]|controlplane|master|client|localhost|127.0.0.1'

/**
 * `ssh root@host01 "command"`: runs it here, in the home folder, as that host would. Any other destination is given to the
 * real ssh, if there is one.
 */
const ssh = (hostIp: string) => `#!/bin/sh
real() {
  for program in /usr/bin/ssh /usr/local/bin/ssh /bin/ssh; do [ -x "$program" ] && exec "$program" "$@"; done
  echo "ssh: no way to that host from this machine" >&2
  exit 255
}
left=$#
skip=
host=
for argument in "$@"; do
  left=$((left - 1))
  if [ "$skip" ]; then skip=; continue; fi
  case $argument in
    -[BbcDEeFIiJLlmOoPpQRSWw]) skip=1 ;;
    -*) ;;
    *) host=\${argument#ssh://}; host=\${host##*@}; host=\${host%%:*}; break ;;
  esac
done
case $host in
  ${hostNames}|${hostIp}) ;;
  *) real "$@" ;;
esac
while [ $# -gt "$left" ]; do shift; done
shell=$(command -v bash || command -v sh)
cd || exit 1
if [ $# -gt 0 ]; then exec "$shell" -c "$*"; fi
if [ -t 0 ]; then exec "$shell"; fi
exec "$shell" -s
`

/** \`scp a root@host01:b\`: the same machine, so a copy; a relative path of the other side begins at home. */
const scp = (hostIp: string) => `#!/bin/sh
set -f
count=$#
flags=
options=1
while [ "$count" -gt 0 ]; do
  argument=$1
  shift
  count=$((count - 1))
  if [ "$options" ]; then
    case $argument in
      -[cDFiJloPSX]) [ "$count" -gt 0 ] && { shift; count=$((count - 1)); }; continue ;;
      -*r*) flags="$flags -r"; continue ;;
      -*p*) flags="$flags -p"; continue ;;
      -*) continue ;;
    esac
  fi
  options=
  case $argument in
    *:*)
      host=\${argument%%:*}
      path=\${argument#*:}
      case \${host##*@} in
        ${hostNames}|${hostIp}) case $path in /*) ;; '~/'*) path=$HOME/\${path#??} ;; *) path=$HOME/$path ;; esac; argument=$path ;;
        *) echo "scp: no way to \${host##*@} from this machine" >&2; exit 255 ;;
      esac ;;
  esac
  set -- "$@" "$argument"
done
exec cp $flags -- "$@"
`

/** What a scenario finds on its host besides its assets. */
export function hostTools({ home, hostIp, portAddress }: { readonly home: string; readonly hostIp: string; readonly portAddress: string }): readonly PlacedFile[] {
  const folder = toolFolder(home)
  return [
    { path: `${folder}/ssh`, content: Buffer.from(ssh(hostIp)), mode: 0o755 },
    { path: `${folder}/scp`, content: Buffer.from(scp(hostIp)), mode: 0o755 },
    // Authors make an address of a port with sed 's/PORT/80/g' /etc/killercoda/host.
    { path: '/etc/killercoda/host', content: Buffer.from(`${portAddress}\n`), mode: 0o644 },
  ]
}
