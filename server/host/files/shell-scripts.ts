/** What the scripts below end with; outside of what shells and programs use themselves. */
export const statuses = { missing: 80, folder: 81, notOrdinary: 82, noRight: 83, tooLarge: 84, notText: 85, noSpace: 86 } as const

/** Name of the file that a text is written to before it takes its place. */
export const unfinishedName = '.~rehearsal'

// All of them run on any POSIX shell: Debian's, BusyBox's, macOS's. $1 is an absolute path.

/**
 * Prints `kind size name` for each entry, each ended by NUL. GNU find knows it all at once; elsewhere the shell looks
 * itself and leaves the sizes out.
 */
export const listScript = `
[ -e "$1" ] || exit ${statuses.missing}
[ -d "$1" ] || exit ${statuses.missing}
cd -- "$1" 2>/dev/null || exit ${statuses.noRight}
[ -r . ] || exit ${statuses.noRight}
if find . -maxdepth 0 -printf '' 2>/dev/null; then
  find . -mindepth 1 -maxdepth 1 -printf '%Y %s %f\\0' 2>/dev/null
  exit 0
fi
for name in * .[!.]* ..?*; do
  if [ -d "$name" ]; then printf 'd 0 %s\\0' "$name"
  elif [ -f "$name" ] || [ -L "$name" ]; then printf 'f 0 %s\\0' "$name"
  fi
done`

export const readScript = `
[ -e "$1" ] || exit ${statuses.missing}
[ -d "$1" ] && exit ${statuses.folder}
[ -f "$1" ] || exit ${statuses.notOrdinary}
[ -r "$1" ] || exit ${statuses.noRight}
[ "$(wc -c < "$1")" -le "$2" ] || exit ${statuses.tooLarge}
cat < "$1"`

// The text goes beside the file first, so that a full disk costs nothing. Where the folder is not ours but the file is,
// there is no such way and it is written in place.
export const writeScript = `
target=$(readlink -f -- "$1" 2>/dev/null) || target=$1
[ -d "$target" ] && exit ${statuses.folder}
if [ -e "$target" ]; then
  [ -f "$target" ] || exit ${statuses.notOrdinary}
  [ -w "$target" ] || exit ${statuses.noRight}
fi
folder=$(dirname -- "$target")
mkdir -p -- "$folder" 2>/dev/null || exit ${statuses.noRight}
if [ ! -w "$folder" ]; then
  [ -e "$target" ] || exit ${statuses.noRight}
  cat > "$target" || exit ${statuses.noSpace}
  exit 0
fi
new=$folder/${unfinishedName}.$$
trap 'rm -f -- "$new"' EXIT
if [ -e "$target" ]; then cp -p -- "$target" "$new" 2>/dev/null || exit ${statuses.noSpace}; fi
cat > "$new" || exit ${statuses.noSpace}
mv -f -- "$new" "$target" || exit ${statuses.noRight}`

/**
 * Prints a line whenever something below $1 has changed, looking every $2 seconds. It looks at so many files at most:
 * a learner who unpacks a kernel must not make it a burden. The folder may come later, and be made anew.
 */
export const watchScript = `
folder=$1
gnu=; find / -maxdepth 0 -printf '' 2>/dev/null && gnu=1
look() {
  cd / && cd -- "$folder" 2>/dev/null || { echo missing; return; }
  set -- . -maxdepth 5 -name .rehearsal -prune -o -name node_modules -prune -o -name .git -prune -o -name '${unfinishedName}.*' -prune -o
  if [ "$gnu" ]; then find "$@" -printf '%p %y %T@ %s\\n' 2>/dev/null
  else find "$@" -exec ls -ld {} + 2>/dev/null
  fi | head -n 4000 | cksum
}
before=$(look)
echo ready
while sleep "$2"; do
  now=$(look)
  [ "$now" = "$before" ] || echo changed
  before=$now
done`
