import { absolutePath, type FileTree } from '../files.ts'
import type { Program } from '../process.ts'

/** Names of files, with `-l` their sizes; `-a` shows hidden ones. */
export const ls: Program = async ({ args, view: { files, clock, user }, cwd, out, err, outIsTerminal }) => {
  const flags = args.filter((word) => word.startsWith('-')).join('')
  const names = args.filter((word) => !word.startsWith('-'))
  const when = new Date(clock.now()).toUTCString().replace(/^\w+, (\d+) (\w+) \d+ (\d+:\d+).*$/, (_all, day: string, month: string, time: string) => `${month} ${String(Number(day)).padStart(2)} ${time}`)
  const long = (path: string, name: string) => `${files.isFolder(path) ? 'drwxr-xr-x' : '-rw-r--r--'} 1 ${user.name} ${user.name} ${String(sizeOf(files, path)).padStart(5)} ${when} ${name}\n`
  let status = 0
  for (const name of names.length === 0 ? ['.'] : names) {
    const path = absolutePath(name, cwd)
    const isFile = files.read(path) !== undefined
    if (!isFile && !files.isFolder(path)) {
      await err(`ls: cannot access '${name}': No such file or directory\n`)
      status = 2
      continue
    }
    if (names.length > 1 && !isFile) await out(`${name}:\n`)
    const shown = isFile ? [name] : files.list(path).filter((one) => flags.includes('a') || !one.startsWith('.'))
    if (flags.includes('l')) for (const one of shown) await out(long(isFile ? path : absolutePath(one, path), one))
    else if (shown.length > 0) await out(outIsTerminal && !flags.includes('1') ? `${shown.join('  ')}\n` : `${shown.join('\n')}\n`)
  }
  return status
}

function sizeOf(files: FileTree, path: string): number {
  return files.isFolder(path) ? 4096 : new TextEncoder().encode(files.read(path) ?? '').length
}
