import { bashScript } from './bash-script.ts'
import { zshScript } from './zsh-script.ts'

const folder = '.rehearsal/shell'

/** What the shells of a session read, by path in the home folder. */
export const shellFiles: Readonly<Record<string, { readonly content: string }>> = {
  [`${folder}/bash`]: { content: bashScript },
  [`${folder}/zsh/.zshenv`]: { content: zshScript },
}

// Chosen where the shell is to run: what there is, and whether our files are (still) there, is only known inside.
const choose = `
folder=$HOME/${folder}
shell=\${1-}
if [ "$shell" ]; then shift; else shell=$(command -v bash || command -v zsh || echo /bin/sh); fi
login=
plain=1
for argument; do
  case $argument in -l|--login) login=1 ;; -i) ;; *) plain= ;; esac
done
case \${shell##*/} in
  bash)
    if [ "$plain" ] && [ -r "$folder/bash" ]; then
      [ "$login" ] && export REHEARSAL_LOGIN=1
      exec "$shell" --rcfile "$folder/bash" -i
    fi ;;
  zsh)
    if [ "$plain" ] && [ -r "$folder/zsh/.zshenv" ]; then
      [ "\${ZDOTDIR-}" ] && export REHEARSAL_ZDOTDIR="$ZDOTDIR"
      export ZDOTDIR="$folder/zsh"
    fi ;;
esac
exec "$shell" "$@"
`

/**
 * The command that starts a learner's shell so that it tells of its commands, where it is bash or zsh. Anything else starts
 * as it is.
 * @param shell program and arguments; the best shell there is when absent
 */
export function shellCommand(shell: readonly string[] = []): readonly string[] {
  const name = shell[0]?.split('/').at(-1)
  if (name !== undefined && name !== 'bash' && name !== 'zsh') return shell
  return ['/bin/sh', '-c', choose, 'shell', ...shell]
}
