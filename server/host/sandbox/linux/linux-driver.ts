import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { openGroup } from '../cgroups/group.ts'
import type { Internet } from '../network/internet/internet.ts'
import { killUser } from '../processes.ts'
import { openRecords } from '../records.ts'
import type { DriverProbe, SandboxDriver, SandboxSpec } from '../sandbox.ts'
import { asRoot, stateFolder, uids } from '../state-folder.ts'
import { openUidPool, type UidPool } from '../uid-pool.ts'
import { buildSandbox, type Workshop } from './build-sandbox.ts'
import { isOnPath, type EngineKind } from './engine.ts'
import { aboutRights, closedNamespaces, findLimiting } from './rights.ts'
import { openTurns } from './turns.ts'

export interface LinuxDriverOptions {
  /** Absolute folder for what outlives a sandbox: home folders that are kept. */
  readonly folder: string
  /** Folder of root file systems, one for each image. */
  readonly rootFileSystems: string
  /** The way out for sandboxes that ask for one; without it none has any. */
  readonly internet?: Internet
}

const commonPrograms = ['bash', 'unshare', 'nsenter', 'setpriv', 'mount', 'ip', 'socat']

/** A driver for sandboxes that Linux itself makes; the kind of engine decides which program puts them together. */
export function linuxDriver(kind: EngineKind, { folder, rootFileSystems, internet }: LinuxDriverOptions): SandboxDriver {
  const workshop: Workshop = {
    kind,
    records: openRecords(join(stateFolder, kind.name)),
    pool: asRoot ? openUidPool({ folder: join(stateFolder, 'uids'), ...uids }) : oneUser,
    rootFileSystems,
    homes: join(folder, 'homes'),
    internet,
  }
  const inTurn = openTurns(2 * availableParallelism())
  return {
    name: kind.name,
    // Who is limited by nothing but what one process may take can take the whole machine.
    get loopbackOnly() {
      return !asRoot && findLimiting().kind !== 'groups'
    },
    create: (spec) => inTurn(() => buildSandbox(workshop, spec)),
    probe: () => probe(workshop),
    async reap() {
      const orphans = existsSync(stateFolder) ? await workshop.records.orphans() : []
      for (const id of orphans) await reapOne(workshop, id)
      return orphans.length
    },
  }
}

async function probe(workshop: Workshop): Promise<DriverProbe> {
  const { kind } = workshop
  const missing = missingParts(kind)
  if (missing) return { ok: false, reason: missing }
  try {
    const sandbox = await buildSandbox(workshop, probeSpec())
    try {
      const { code, stderr } = await sandbox.exec({ command: ['/bin/sh', '-c', 'exit 3'], timeoutMs: 10_000, maxOutputBytes: 1024 })
      if (code !== 3) return { ok: false, reason: `A program in a trial sandbox ended with ${code} instead of 3: ${stderr.toString().trim()}` }
      const unfit = await kind.unfit?.(sandbox)
      if (unfit) return { ok: false, reason: `${unfit} (it is ${await kind.version()})` }
      return { ok: true, version: await kind.version(), warnings: [...aboutRights(findLimiting()), ...sandbox.warnings] }
    } finally {
      await sandbox.destroy()
    }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

async function reapOne({ kind, records, pool }: Workshop, id: string): Promise<void> {
  const limiting = findLimiting()
  const group = limiting.kind === 'groups' ? openGroup(limiting.cgroups, id) : undefined
  const named = readUid(records.path(id))
  const uid = named && !(await pool.isTaken(named)) ? named : undefined
  await group?.kill()
  if (uid) await killUser(uid)
  await kind.forget(id)
  await group?.remove()
  if (uid) await pool.release(uid)
  await records.close(id)
}

function missingParts({ programs, needsRoot }: EngineKind): string | undefined {
  if (process.platform !== 'linux') return 'Expected Linux'
  if (needsRoot && !asRoot) return 'Expected to run as root, because control groups and users of their own need it'
  const absent = [...commonPrograms, ...programs].filter((program) => !isOnPath(program))
  if (absent.length > 0) return `Expected ${absent.join(', ')} on PATH`
  const limiting = findLimiting()
  return limiting.kind === 'none' ? limiting.reason : closedNamespaces()
}

/** Who is not root starts everything as themselves. */
const oneUser: UidPool = { take: async () => process.getuid?.() ?? 0, release: async () => undefined, isTaken: async () => false }

/** What a trial sandbox is made of. */
export function probeSpec(): SandboxSpec {
  return {
    id: `probe-${randomUUID()}`, image: 'base', root: false, binaries: [], mounts: [], inlets: [], env: {}, internet: false,
    limits: { maxProcesses: 32, memoryBytes: 64 * 1024 * 1024, cpuCores: 0.5, homeBytes: 1024 * 1024, maxOpenFiles: 128, maxTerminals: 1 },
  }
}

/** The user that a record names. */
export function readUid(record: string): number | undefined {
  try {
    const uid = Number.parseInt(readFileSync(join(record, 'uid'), 'utf8'), 10)
    return uid >= uids.first ? uid : undefined
  } catch {
    // Its host died before it had one.
    return undefined
  }
}
