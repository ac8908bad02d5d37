import { posix } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pack } from 'tar-stream'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { toolFolder } from '../tool-folder.ts'
import { writeHere } from './write-here.ts'

/** A file on its way into a sandbox. */
export interface PlacedFile {
  /** Absolute, as seen inside. */
  readonly path: string
  readonly content: Uint8Array
  readonly mode: number
  /** As chmod(1) takes it, applied afterwards. */
  readonly chmod?: string
  /** A machine without it is of no use. */
  readonly needed?: boolean
}

export interface PlaceOptions {
  /** A file that is there already stays as it is. */
  readonly keepExisting?: boolean
}

/** Folders on everybody's PATH; where a learner may not write there, the session's own tool folder does as well. */
const programFolders: ReadonlySet<string> = new Set(['/usr/local/bin', '/usr/local/sbin', '/usr/bin', '/usr/sbin', '/bin', '/sbin'])

/**
 * Puts files into a sandbox, making the folders on their way. A program that cannot go where it was meant to goes where it
 * is found all the same.
 * @returns a sentence for each file that could not be placed
 * @throws when one that is needed could not
 */
export async function placeFiles(sandbox: Sandbox, files: readonly PlacedFile[], options: PlaceOptions = {}): Promise<readonly string[]> {
  if (files.length === 0) return []
  const [possible, foreign] = split(files, ({ path }) => !sandbox.sharesFiles || path.startsWith(`${sandbox.home}/`))
  const refused = [...foreign, ...await place(sandbox, possible, options)]
  const [programs, others] = split(refused, ({ path }) => programFolders.has(posix.dirname(path)))
  const lost = await place(sandbox, programs.map((file) => ({ ...file, path: `${toolFolder(sandbox.home)}/${posix.basename(file.path)}` })), options)
  return [...others, ...lost].map(({ path }) => `${path} could not be written: ${foreign.some((file) => file.path === path) ? 'without a sandbox only the home folder is ours' : 'there is no right or no space'}.`)
}

/** Resolves to the files that are not there afterwards. */
async function place(sandbox: Sandbox, files: readonly PlacedFile[], options: PlaceOptions): Promise<readonly PlacedFile[]> {
  // Only chmod(1) itself understands all that it takes.
  const [here, inside] = split(files, ({ chmod }) => sandbox.sharesFiles === true && chmod === undefined)
  const missing = [...await writeHere(here, options), ...await unpack(sandbox, inside, options)]
  const [needed, others] = split(missing, (file) => file.needed === true)
  // An image without tar still has a shell.
  for (const file of needed) await write(sandbox, file)
  return others
}

async function write(sandbox: Sandbox, { path, content, mode }: PlacedFile): Promise<void> {
  const { code, stderr } = await sandbox.exec({
    command: ['/bin/sh', '-c', 'umask 022; mkdir -p "${1%/*}" && cat > "$1" && chmod "$2" "$1"', 'sh', path, mode.toString(8)],
    stdin: content,
    timeoutMs: 20_000,
    maxOutputBytes: 4096,
  })
  if (code !== 0) throw new Error(`${path} could not be written: ${stderr.toString().trim() || `status ${code}`}`)
}

/** Unpacks an archive inside, on its standard input; resolves to the files that are not there afterwards. */
async function unpack(sandbox: Sandbox, files: readonly PlacedFile[], { keepExisting = false }: PlaceOptions): Promise<readonly PlacedFile[]> {
  if (files.length === 0) return []
  const { stdout, code, stderr } = await sandbox.exec({
    command: ['/bin/sh', '-c', unpackScript, 'sh', keepExisting ? 'k' : '', ...files.flatMap(({ path, chmod = '' }) => [chmod, path])],
    stdin: await archive(files),
    timeoutMs: 60_000,
    maxOutputBytes: 1024 * 1024,
  })
  if (code !== 0) throw new Error(`Files could not be copied into the machine: ${stderr.toString().trim() || `status ${code}`}`)
  const missing = new Set(stdout.toString().split('\0'))
  return files.filter(({ path }) => missing.has(path))
}

// The options of tar are those that GNU's, BusyBox's and BSD's share: keep modes, not owners, not times. What is not
// newer than the mark was not unpacked.
const unpackScript = `
umask 022
mkdir -p "$HOME/.rehearsal" || exit 1
mark=$HOME/.rehearsal/.mark.$$
: > "$mark" || exit 1
keep=$1
shift
tar "-xpom\${keep}f" - -C / 2>/dev/null
while [ $# -gt 0 ]; do
  if [ -f "$2" ] && [ -n "$keep" -o ! "$2" -ot "$mark" ]; then [ -z "$1" ] || chmod -- "$1" "$2" 2>/dev/null
  else printf '%s\\0' "$2"
  fi
  shift 2
done
rm -f "$mark"`

async function archive(files: readonly PlacedFile[]): Promise<Buffer> {
  const tar = pack()
  const whole = buffer(tar)
  for (const { path, content, mode } of files) tar.entry({ name: path.replace(/^\/+/, ''), mode, mtime: new Date() }, Buffer.from(content))
  tar.finalize()
  return whole
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  const first: T[] = []
  const second: T[] = []
  for (const item of items) (isFirst(item) ? first : second).push(item)
  return [first, second]
}
