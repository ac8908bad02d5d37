import { mkdir, rm, writeFile } from 'node:fs/promises'
import { posix } from 'node:path'
import type { PlacedFile, PlaceOptions } from './place-files.ts'

/**
 * Writes files where the learner's file system is our own and the learner has our own rights, as unpacking an archive would:
 * a link in a file's place is replaced, not followed. Costs no process. Modes pass through the umask, which is the learner's too.
 * @returns the files that could not be written
 */
export async function writeHere(files: readonly PlacedFile[], { keepExisting = false }: PlaceOptions): Promise<readonly PlacedFile[]> {
  const folders = new Set(files.map(({ path }) => posix.dirname(path)))
  // One that cannot be made is found out by the files that were to be in it.
  await Promise.allSettled([...folders].map((folder) => mkdir(folder, { recursive: true, mode: 0o755 })))
  // Of two with one path the last stays, as in an archive.
  const wanted = [...new Map(files.map((file) => [file.path, file])).values()]
  const written = await Promise.all(wanted.map((file) => write(file, keepExisting)))
  return wanted.filter((_, at) => !written[at])
}

async function write({ path, content, mode }: PlacedFile, keepExisting: boolean): Promise<boolean> {
  const make = () => writeFile(path, content, { flag: 'wx', mode })
  try {
    await make().catch(async (error: unknown) => {
      if (!isThere(error)) throw error
      if (keepExisting) return
      await rm(path)
      await make()
    })
    return true
  } catch {
    // Why is the file system's business; that it is not there is told to the learner.
    return false
  }
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
