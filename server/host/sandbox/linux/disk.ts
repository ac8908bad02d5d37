import { execFile } from 'node:child_process'
import { chmodSync, chownSync, closeSync, ftruncateSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { hostEnvironment } from './engine.ts'

const run = promisify(execFile)

/** All that root of a lab may write outside of the home folder, such as packages. Only what is written takes room. */
export const rootDiskBytes = 2 * 1024 ** 3

/** Makes a file that is a file system, with the two folders that an overlay wants. Mounted on the stage, it goes with it. */
export async function makeDisk({ folder, bytes, owner }: { readonly folder: string; readonly bytes: number; readonly owner: number }): Promise<string> {
  const [path, content] = [join(folder, 'disk.img'), join(folder, 'disk')]
  for (const name of ['upper', 'work']) {
    mkdirSync(join(content, name), { recursive: true })
    chmodSync(join(content, name), 0o755)
    chownSync(join(content, name), owner, owner)
  }
  const file = openSync(path, 'w', 0o600)
  ftruncateSync(file, bytes)
  closeSync(file)
  // No journal: a lab that was cut off is thrown away. Lazy tables: or else it would write 30 MiB before it begins.
  await run('mkfs.ext4', ['-q', '-F', '-m', '0', '-O', '^has_journal', '-E', 'lazy_itable_init=1,nodiscard', '-d', content, path], { env: { ...hostEnvironment } as unknown as NodeJS.ProcessEnv })
  rmSync(content, { recursive: true })
  return path
}
