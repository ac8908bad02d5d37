import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Resolver } from '../network/name-inlet.ts'
import { seccompFilter } from '../seccomp/filter-program.ts'
import { asRoot, stateFolder } from '../state-folder.ts'
import type { Layout } from './layout.ts'
import { writeOwnFiles } from './own-files.ts'
import type { RootFileSystem } from './root-file-system.ts'
import { stageFolder, stageRoot, stageTable } from './stage.ts'

/**
 * Makes what all sandboxes of this machine share.
 * @returns path of the system call filter
 */
export function prepareState(): string {
  const seccompPath = join(stateFolder, 'seccomp.bpf')
  // runc goes to the root it knows by name before it enters a container, so there must be one.
  for (const path of [stateFolder, stageFolder, stageRoot]) {
    mkdirSync(path, { recursive: true, mode: 0o755 })
    mustBeOurs(path)
    chmodSync(path, 0o755)
  }
  // Written anew by each host: another version of us may have another policy. Put in place whole, because others read it.
  // There it may be gone: /tmp, where the state of who is not root can be, is cleared of what is old.
  if (written.has(seccompPath) && existsSync(seccompPath)) return seccompPath
  const unfinished = `${seccompPath}.${randomUUID()}`
  writeFileSync(unfinished, seccompFilter(process.arch, { debuggers: false }), { mode: 0o600 })
  renameSync(unfinished, seccompPath)
  written.add(seccompPath)
  return seccompPath
}
const written = new Set<string>()

// In a folder where everybody may write, another user may have been there first.
function mustBeOurs(path: string): void {
  const { uid } = lstatSync(path)
  if (uid !== process.getuid?.()) throw new Error(`Expected ${path} to be ours, found that it belongs to user ${uid}`)
}

export interface StageOrder {
  readonly record: string
  readonly root: RootFileSystem
  readonly layout: Layout
  readonly hostNames: readonly string[]
  readonly resolver: Resolver
  readonly uid: number
  readonly disk: string | undefined
}

/**
 * Writes a session's own files and the table of mounts by which its file system is put together.
 * @returns path of the table
 */
export function writeStage({ record, root, layout, hostNames, resolver, uid, disk }: StageOrder): string {
  const ownFiles = join(record, 'files')
  // In a namespace of one user, everything is theirs.
  const owner = (asRoot && root.kind === 'tree' ? root.idBase : undefined) ?? 0
  rmSync(ownFiles, { recursive: true, force: true })
  writeOwnFiles({ folder: ownFiles, root, layout, hostNames, resolver, owner })
  const path = join(record, 'stage.fstab')
  writeFileSync(path, stageTable({ layout, root, ownFiles, uid: asRoot ? uid : 0, owner, ...(disk ? { disk } : {}) }))
  return path
}
