import { mkdir, rm, symlink } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { insideHome } from '../home-path.ts'
import type { SandboxMount } from '../sandbox.ts'

/**
 * Without a file system of its own a session sees files of ours through links in its home folder. Other places are the
 * machine's and are left alone.
 * @returns a sentence for each mount that could not be shown
 */
export async function linkMounts(home: string, mounts: readonly SandboxMount[]): Promise<readonly string[]> {
  const unseen: string[] = []
  for (const { from, to } of mounts) {
    const target = resolve(insideHome(to, home))
    if (!target.startsWith(home + sep)) {
      unseen.push(`${to} is not shown: this machine's own folders are left as they are.`)
      continue
    }
    await mkdir(dirname(target), { recursive: true })
    await rm(target, { recursive: true, force: true })
    await symlink(join(from), target)
  }
  return unseen
}
