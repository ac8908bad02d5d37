import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { delimiter, join } from 'node:path'
import { findCgroups, type Cgroups } from '../cgroups/cgroups.ts'
import { openGroup, type Group } from '../cgroups/group.ts'
import { needsNameServer, openNames } from '../network/name-inlet.ts'
import { Relays } from '../network/relays.ts'
import { killAll, listProcesses } from '../processes.ts'
import { openRecords } from '../records.ts'
import type { DriverName, DriverProbe, SandboxDriver, SandboxLimits, SandboxSpec } from '../sandbox.ts'
import { seccompFilter } from '../seccomp/filter-program.ts'
import { openUidPool } from '../uid-pool.ts'
import { hostEnvironment, type Engine } from './engine.ts'
import { makeDisk, rootDiskBytes } from './disk.ts'
import { restoreHome, saveHome } from './kept-home.ts'
import { layoutOf, searchPath, type Layout } from './layout.ts'
import { environmentInside, LinuxSandbox } from './linux-sandbox.ts'
import { learner, writeOwnFiles } from './own-files.ts'
import { findRootFileSystem, type RootFileSystem } from './root-file-system.ts'
import { stageFolder, stageRoot, stageTable } from './stage.ts'
import { openTurns } from './turns.ts'
import { undoAll, type Undo } from './undo.ts'
import { verifySandbox } from './verify.ts'

export interface LinuxDriverOptions {
  /** Absolute folder for what outlives a sandbox: home folders that are kept. */
  readonly folder: string
  /** Folder of root file systems, one for each image. */
  readonly rootFileSystems: string
}

export interface EngineOptions {
  readonly id: string
  /** Folder of the host for what this sandbox needs; gone with it. */
  readonly record: string
  readonly stageTablePath: string
  readonly seccompPath: string
  readonly layout: Layout
  readonly root: RootFileSystem
  /** User outside, and the same one inside. */
  readonly uid: number
  readonly user: number
  /** A user outside that no other sandbox has: the same as `uid`, but for a root lab, whose files share theirs. */
  readonly ownUid: number
  readonly group: Group
  readonly limits: SandboxLimits
  /** Root inside, with rights over the files of a tree of their own. */
  readonly privileged: boolean
}

export interface EngineKind {
  readonly name: DriverName
  /** Programs of the host without which nothing starts. */
  readonly programs: readonly string[]
  /** Whether a learner can be root in earnest. */
  readonly rootLabs: boolean
  start(options: EngineOptions): Promise<Engine>
  version(): Promise<string>
  /** Removes what the engine itself remembers of a sandbox whose host is gone. */
  forget(id: string): Promise<void>
}

/** Everything of ours that lives as long as the machine is up. Shared by all hosts on it, so that each can reap for all. */
export const stateFolder = '/run/rehearsal'
const commonPrograms = ['bash', 'unshare', 'nsenter', 'setpriv', 'mount', 'ip', 'socat']
export const uids = { first: 700_000, count: 8_192 }

/** A driver for sandboxes that Linux itself makes; the kind of engine decides which program puts them together. */
export function linuxDriver(kind: EngineKind, { folder, rootFileSystems }: LinuxDriverOptions): SandboxDriver {
  const records = openRecords(join(stateFolder, kind.name))
  const pool = openUidPool({ folder: join(stateFolder, 'uids'), ...uids })
  const homes = join(folder, 'homes')
  const seccompPath = join(stateFolder, 'seccomp.bpf')
  const inTurn = openTurns(2 * availableParallelism())

  async function create(spec: SandboxSpec): Promise<LinuxSandbox> {
    const cgroups = needCgroups()
    prepareState(seccompPath)
    const record = await records.open(spec.id)
    const undo: Undo = [() => records.close(spec.id)]
    const cleanUp = () => undoAll(undo)
    try {
      const ownUid = await pool.take()
      undo.push(() => pool.release(ownUid))
      writeFileSync(join(record, 'uid'), String(ownUid))
      const root = findRootFileSystem(rootFileSystems, spec.image)
      // Root of a lab is whoever the tree's files belong to.
      const rootUid = spec.root && kind.rootLabs && root.kind === 'tree' ? root.idBase : undefined
      const [privileged, uid] = [rootUid !== undefined, rootUid ?? ownUid]
      const layout = layoutOf(spec)
      const disk = privileged ? await makeDisk({ folder: record, bytes: rootDiskBytes, owner: uid }) : undefined
      const stageTablePath = writeStage({ record, root, layout, spec, uid, disk })
      const group = openGroup(cgroups, spec.id)
      undo.push(() => group.remove())
      await group.create(spec.limits)
      const user = spec.root ? 0 : learner.id
      const engine = await kind.start({ id: spec.id, record, stageTablePath, seccompPath, layout, root, uid, ownUid, user, group, limits: spec.limits, privileged })
      undo.push(async () => {
        await group.kill()
        await engine.close()
      })
      await Promise.all([group.verifyMember(engine.pid), verifySandbox({ pid: engine.pid, uid, limits: spec.limits, layout, privileged })])
      const relays = new Relays({ pid: engine.pid, uid: ownUid, folder: record })
      undo.push(() => relays.close())
      const inlets = [...spec.inlets, ...await openNames(record, spec, undo)]
      await relays.openInlets(inlets)
      const home = join(homes, `${spec.id}.tar`)
      await restoreHome(engine, home)
      return new LinuxSandbox({
        id: spec.id,
        engine,
        group,
        relays,
        uid,
        env: environmentInside({ path: searchPath(spec.binaries), root: spec.root, more: spec.env }),
        maxTerminals: spec.limits.maxTerminals,
        inletPorts: new Set(inlets.map(({ port }) => port)),
        warnings: [...(root.kind === 'host' ? [hostWarning] : []), ...(spec.root && !privileged ? [rootWarning] : []), ...(spec.internet ? [internetWarning] : [])],
        saveHome: () => saveHome(engine, home),
        cleanUp,
      })
    } catch (error) {
      await cleanUp().catch((reason: unknown) => console.error(`Sandbox ${spec.id} left something behind:`, reason))
      throw error
    }
  }

  return {
    name: kind.name,
    loopbackOnly: false,
    create: (spec) => inTurn(() => create(spec)),
    async probe(): Promise<DriverProbe> {
      const missing = missingParts(kind)
      if (missing) return { ok: false, reason: missing }
      try {
        const sandbox = await create(probeSpec())
        try {
          const { code, stderr } = await sandbox.exec({ command: ['/bin/sh', '-c', 'exit 3'], timeoutMs: 10_000, maxOutputBytes: 1024 })
          if (code !== 3) return { ok: false, reason: `A program in a trial sandbox ended with ${code} instead of 3: ${stderr.toString().trim()}` }
          return { ok: true, version: await kind.version(), warnings: sandbox.warnings }
        } finally {
          await sandbox.destroy()
        }
      } catch (error) {
        return { ok: false, reason: error instanceof Error ? error.message : String(error) }
      }
    },
    async reap() {
      const orphans = existsSync(stateFolder) ? await records.orphans() : []
      for (const id of orphans) await reapOne(id)
      return orphans.length
    },
  }

  async function reapOne(id: string): Promise<void> {
    const cgroups = findCgroups()
    const record = records.path(id)
    if (typeof cgroups !== 'string') await openGroup(cgroups, id).kill()
    const uid = readUid(record)
    if (uid) await killUser(uid)
    await kind.forget(id)
    if (typeof cgroups !== 'string') await openGroup(cgroups, id).remove()
    if (uid) await pool.release(uid)
    await records.close(id)
  }
}

/** Said where sandboxes have the host's programs. */
export const hostWarning = 'There is no root file system for this image, so the programs are this machine\'s own, read-only. environments/rootfs/build.sh makes one.'

export const internetWarning = 'This machine has no way to the internet: loopback alone.'
export const rootWarning = 'You are root here in name only: the system\'s own files cannot be changed and packages cannot be installed.'

function missingParts({ programs }: EngineKind): string | undefined {
  if (process.platform !== 'linux') return 'Expected Linux'
  if (process.getuid?.() !== 0) return 'Expected to run as root, because control groups and users of their own need it'
  const absent = [...commonPrograms, ...programs].filter((program) => !isOnPath(program))
  if (absent.length > 0) return `Expected ${absent.join(', ')} on PATH`
  const cgroups = findCgroups()
  return typeof cgroups === 'string' ? cgroups : undefined
}

function needCgroups(): Cgroups {
  const cgroups = findCgroups()
  if (typeof cgroups === 'string') throw new Error(cgroups)
  return cgroups
}

function isOnPath(program: string): boolean {
  return hostEnvironment.PATH.split(delimiter).some((folder) => existsSync(join(folder, program)))
}

function prepareState(seccompPath: string): void {
  // runc goes to the root it knows by name before it enters a container, so there must be one.
  for (const path of [stateFolder, stageFolder, stageRoot]) {
    mkdirSync(path, { recursive: true, mode: 0o755 })
    chmodSync(path, 0o755)
  }
  // Written anew by each host: another version of us may have another policy. Put in place whole, because others read it.
  if (written.has(seccompPath)) return
  const unfinished = `${seccompPath}.${randomUUID()}`
  writeFileSync(unfinished, seccompFilter(process.arch, { debuggers: false }), { mode: 0o600 })
  renameSync(unfinished, seccompPath)
  written.add(seccompPath)
}
const written = new Set<string>()

interface StageOrder {
  readonly record: string
  readonly root: RootFileSystem
  readonly layout: Layout
  readonly spec: SandboxSpec
  readonly uid: number
  readonly disk: string | undefined
}

function writeStage({ record, root, layout, spec, uid, disk }: StageOrder): string {
  const ownFiles = join(record, 'files')
  const owner = (root.kind === 'tree' ? root.idBase : undefined) ?? 0
  rmSync(ownFiles, { recursive: true, force: true })
  writeOwnFiles({
    folder: ownFiles,
    root,
    layout,
    hostNames: spec.hostNames ?? [],
    resolver: needsNameServer(spec),
    owner,
  })
  const path = join(record, 'stage.fstab')
  writeFileSync(path, stageTable({ layout, root, ownFiles, uid, owner, ...(disk ? { disk } : {}) }))
  return path
}

/** What a trial sandbox is made of. */
export function probeSpec(): SandboxSpec {
  return {
    id: `probe-${randomUUID()}`, image: 'base', root: false, binaries: [], mounts: [], inlets: [], env: {}, internet: false,
    limits: { maxProcesses: 32, memoryBytes: 64 * 1024 * 1024, cpuCores: 0.5, homeBytes: 1024 * 1024, maxOpenFiles: 128, maxTerminals: 1 },
  }
}

function readUid(record: string): number | undefined {
  try {
    const uid = Number.parseInt(readFileSync(join(record, 'uid'), 'utf8'), 10)
    return uid >= uids.first ? uid : undefined
  } catch {
    // Its host died before it had one.
    return undefined
  }
}

async function killUser(uid: number): Promise<void> {
  await killAll(async () => (await listProcesses()).filter(({ pid, state }) => state !== 'Z' && userOf(pid) === uid).map(({ pid }) => pid))
}

function userOf(pid: number): number | undefined {
  try {
    return Number(/^Uid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    // It ended meanwhile.
    return undefined
  }
}
