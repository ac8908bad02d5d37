import { readdir, readFile, stat } from 'node:fs/promises'
import { join, posix } from 'node:path'
import type { HomeFile } from '../sessions/session-parts.ts'

/** All files below a folder of ours, by their path in the home folder. Links are not followed. */
export async function readHomeFiles(folder: string): Promise<Readonly<Record<string, HomeFile>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = await Promise.all(entries.filter((entry) => entry.isFile()).map(async ({ parentPath, name }) => {
    const path = join(parentPath, name)
    const [content, { mode }] = await Promise.all([readFile(path), stat(path)])
    const inside = path.slice(folder.length + 1).split('\\').join(posix.sep)
    return [inside, { content, ...((mode & 0o100) !== 0 ? { mode: 0o755 } : {}) }] as const
  }))
  return Object.fromEntries(files)
}
