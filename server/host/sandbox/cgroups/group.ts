import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { killAll } from '../processes.ts'
import type { SandboxLimits } from '../sandbox.ts'
import { groupFolder, readOr, type Cgroups } from './cgroups.ts'
import { serverFolder } from './delegated.ts'
import { limitFiles, type LimitFile } from './limit-files.ts'

/** The control group of one session: one folder in version 2, one in each hierarchy in version 1. */
export interface Group {
  /** Path below the roots: `rehearsal/<id>`. */
  readonly name: string
  /** Folders of the group, for whoever must put a process into each. */
  readonly folders: readonly string[]
  /** Makes the group and sets its limits. */
  create(limits: SandboxLimits): Promise<void>
  /** Reads the limits back. @throws when one is not what was asked for: such a sandbox is not to be given out */
  verify(limits: SandboxLimits): Promise<void>
  /** Told of a sandbox's first process. @throws when it is not in every folder of the group */
  verifyMember(pid: number): Promise<void>
  processes(): Promise<readonly number[]>
  /** How many processes the kernel ended because there was no memory left. */
  outOfMemoryKills(): number
  /** A group within for one program and all it starts; `kill` leaves none of them, however they hide. */
  openSubgroup(name: string): Promise<Subgroup>
  /** Ends every process in it. */
  kill(): Promise<void>
  /** Removes the folders; all processes must have ended. */
  remove(): Promise<void>
}

export interface Subgroup {
  /** Folder that a process joins, and its path below the group's. Without a folder, the environment marks what is in it. */
  readonly folder: string | undefined
  readonly name: string
  /** In version 1: the hierarchy it is in. */
  readonly controller: string | undefined
  /** Added to the environment of the program. */
  readonly env: Readonly<Record<string, string>>
  kill(): Promise<void>
  /** Removes it if it is empty. */
  close(): Promise<void>
}

export function openGroup(cgroups: Cgroups, id: string): Group {
  const name = `${groupFolder}/${id}`
  const folderOf = (controller: LimitFile['controller']) => join(cgroups.version === 2 ? cgroups.root : cgroups.roots[controller], name)
  const folders = [...new Set(cgroups.version === 2 ? [join(cgroups.root, name)] : Object.values(cgroups.roots).map((root) => join(root, name)))]
  const memory = folderOf('memory')
  const pids = folderOf('pids')

  async function eachLimit(limits: SandboxLimits, visit: (path: string, limit: LimitFile) => Promise<void>): Promise<void> {
    for (const limit of limitFiles(cgroups.version, limits)) {
      const path = join(folderOf(limit.controller), limit.file)
      if (limit.optional && !existsSync(path)) continue
      await visit(path, limit)
    }
  }

  return {
    name,
    folders,
    async create(limits) {
      if (cgroups.version === 2) await enableControllers(cgroups.root)
      for (const folder of folders) await makeFolder(folder)
      await eachLimit(limits, (path, { value }) => writeFile(path, value))
      await this.verify(limits)
    },
    verify: (limits) => eachLimit(limits, async (path, { value, optional }) => {
      const found = (await readFile(path, 'utf8')).trim()
      if (found !== value && !optional) throw new Error(`Expected ${path} to be ${value}, found ${found}: without limits there is no lab`)
    }),
    async verifyMember(pid) {
      for (const folder of folders) {
        const members = (await readFile(join(folder, 'cgroup.procs'), 'utf8')).split('\n')
        if (!members.includes(String(pid))) throw new Error(`Process ${pid} is not in ${folder}: without limits there is no lab`)
      }
    },
    processes: () => processesBelow(pids),
    outOfMemoryKills: () => counter(join(memory, cgroups.version === 2 ? 'memory.events' : 'memory.oom_control'), 'oom_kill'),
    openSubgroup: (part) => openSubgroup({ folder: join(pids, part), name: part, controller: cgroups.version === 2 ? undefined : 'pids' }),
    async kill() {
      await stopForks(cgroups, pids)
      await killAll(() => processesBelow(pids))
    },
    async remove() {
      for (const folder of folders) await removeTree(folder)
    },
  }
}

/** Folders of the group, with a subgroup's in place of the one that it is part of. */
export function foldersToJoin(group: Group, subgroup: Subgroup | undefined): readonly string[] {
  const own = subgroup?.folder
  return own === undefined ? group.folders : [...group.folders.filter((folder) => !own.startsWith(`${folder}/`)), own]
}

/** Ids of all groups that are there, whoever made them. */
export async function listGroups(cgroups: Cgroups): Promise<readonly string[]> {
  const root = cgroups.version === 2 ? cgroups.root : cgroups.roots.pids
  const entries = await readdir(join(root, groupFolder), { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

async function openSubgroup({ folder, name, controller }: Pick<Subgroup, 'name' | 'controller'> & { readonly folder: string }): Promise<Subgroup> {
  await mkdir(folder)
  return {
    folder,
    name,
    controller,
    env: {},
    async kill() {
      await stopForks(controller ? 1 : 2, folder)
      await killAll(() => processesBelow(folder))
    },
    // EBUSY: a daemon lives on in it, which is its right; ENOENT: the whole group went meanwhile.
    close: () => rmdir(folder).catch(() => undefined),
  }
}

// Nothing may be born while it is counted and killed. Version 2 can kill a whole group at once; version 1 can forbid forks.
async function stopForks(cgroups: Cgroups | 1 | 2, folder: string): Promise<void> {
  const version = typeof cgroups === 'number' ? cgroups : cgroups.version
  const [file, value] = version === 2 ? ['cgroup.kill', '1'] : ['pids.max', '0']
  // Gone already, or a kernel before 5.14: then killing again and again must do.
  await writeFile(join(folder, file), value).catch(() => undefined)
}

async function processesBelow(folder: string): Promise<readonly number[]> {
  const own = await readFile(join(folder, 'cgroup.procs'), 'utf8').catch(() => '')
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const below = await Promise.all(entries.filter((entry) => entry.isDirectory()).map(({ name }) => processesBelow(join(folder, name))))
  return [...own.split('\n').filter(Boolean).map(Number), ...below.flat()]
}

// Controllers reach a group only through all groups above it.
async function enableControllers(root: string): Promise<void> {
  // The root of all groups may have processes beside groups below it; one that was given to us may not.
  if (existsSync(join(root, 'cgroup.type'))) await makeRoom(root)
  await mkdir(join(root, groupFolder), { recursive: true })
  for (const folder of [root, join(root, groupFolder)]) await writeFile(join(folder, 'cgroup.subtree_control'), '+memory +pids +cpu')
}

/** Moves the processes of a group that is to have groups below it into one of those. */
export async function makeRoom(root: string): Promise<void> {
  const folder = join(root, serverFolder)
  await mkdir(folder, { recursive: true })
  // Again and again: those that are still in it start others there.
  for (let round = 0; round < 50; round += 1) {
    const pids = (await readFile(join(root, 'cgroup.procs'), 'utf8')).split('\n').filter(Boolean)
    if (pids.length === 0) return
    // One that has ended meanwhile is in nobody's way.
    for (const pid of pids) await writeFile(join(folder, 'cgroup.procs'), pid).catch(() => undefined)
  }
}

// The kernel lets go of a group a moment after its last process.
async function removeTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) if (entry.isDirectory()) await removeTree(join(folder, entry.name))
  for (let tries = 0; existsSync(folder); tries += 1) {
    try {
      await rmdir(folder)
    } catch (error) {
      if (tries >= 100) throw error
      await pause(10)
    }
  }
}

function counter(path: string, name: string): number {
  const line = readOr(path, '').split('\n').find((text) => text.startsWith(`${name} `))
  return line ? Number(line.slice(name.length + 1)) : 0
}

// A read-only mount answers that the folder above is missing, which helps nobody to find out what is wrong.
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (cause) {
    throw new Error(`Expected control groups that can be written, could not make ${folder} (${cause instanceof Error ? cause.message : String(cause)}): without limits there is no lab`, { cause })
  }
}
