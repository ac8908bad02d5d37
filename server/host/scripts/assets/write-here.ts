import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { posix } from 'node:path'
import type { PlacedFile, PlaceOptions } from './place-files.ts'

/** A smaller file is written before a thread could be asked to do it. */
const smallBytes = 64 * 1024

/**
 * Writes files where the learner's file system is our own and the learner has our own rights, as unpacking an archive would:
 * a link in a file's place is replaced, not followed. Costs no process. Modes pass through the umask, which is the learner's too.
 * @returns the files that could not be written
 */
export async function writeHere(files: readonly PlacedFile[], { keepExisting = false }: PlaceOptions): Promise<readonly PlacedFile[]> {
  const folders = new Set(files.map(({ path }) => posix.dirname(path)))
  for (const folder of folders) makeFolder(folder)
  // Of two with one path the last stays, as in an archive.
  const wanted = [...new Map(files.map((file) => [file.path, file])).values()]
  const written = await Promise.all(wanted.map((file) => write(file, keepExisting)))
  return wanted.filter((_, at) => !written[at])
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
  } catch {
    // Found out by the files that were to be in it.
  }
}

async function write({ path, content, mode }: PlacedFile, keepExisting: boolean): Promise<boolean> {
  const make = async () => {
    if (content.length > smallBytes) await writeFile(path, content, { flag: 'wx', mode })
    else writeFileSync(path, content, { flag: 'wx', mode })
  }
  try {
    await make().catch(async (error: unknown) => {
      if (!isThere(error)) throw error
      if (keepExisting) return
      rmSync(path)
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
