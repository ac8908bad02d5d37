import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Group } from '../cgroups/group.ts'
import { noInternet, type Internet } from '../network/internet/internet.ts'
import { openNames, resolverFor } from '../network/name-inlet.ts'
import { Relays } from '../network/relays.ts'
import type { Records } from '../records.ts'
import type { SandboxLimits, SandboxSpec } from '../sandbox.ts'
import type { UidPool } from '../uid-pool.ts'
import { makeDisk, rootDiskBytes } from './disk.ts'
import type { Engine, EngineKind } from './engine.ts'
import { restoreHome, saveHome } from './kept-home.ts'
import { layoutOf, searchPath, type Layout } from './layout.ts'
import { environmentInside, LinuxSandbox } from './linux-sandbox.ts'
import { learner } from './own-files.ts'
import { prepareState, writeStage } from './prepare.ts'
import { groupFor } from './rights.ts'
import { findRootFileSystem, type RootFileSystem } from './root-file-system.ts'
import { undoAll, type Undo } from './undo.ts'
import { verifySandbox } from './verify.ts'

/** What a driver builds its sandboxes with. */
export interface Workshop {
  readonly kind: EngineKind
  readonly records: Records
  readonly pool: UidPool
  readonly rootFileSystems: string
  /** Folder of homes that are kept. */
  readonly homes: string
  /** The way out, where the operator has opened one. */
  readonly internet: Internet | undefined
}

/**
 * Builds one sandbox, from its record to its open ways in. Whatever has been made is undone when a later step fails.
 * @throws when anything is not as it was asked for
 */
export async function buildSandbox(workshop: Workshop, spec: SandboxSpec): Promise<LinuxSandbox> {
  const undo: Undo = []
  const cleanUp = () => undoAll(undo)
  try {
    const ground = await prepareGround(workshop, spec, undo)
    const engine = await startEngine(workshop, spec, { ground, undo })
    const { relays, ports } = await openWays(workshop, spec, { ground, engine, undo })
    const home = join(workshop.homes, `${spec.id}.tar`)
    await restoreHome(engine, home)
    return new LinuxSandbox({
      id: spec.id,
      engine,
      group: ground.group,
      relays,
      uid: ground.uid,
      env: environmentInside({ path: searchPath(spec.binaries), root: spec.root, more: spec.env }),
      maxTerminals: spec.limits.maxTerminals,
      inletPorts: ports,
      warnings: warningsOf(workshop, spec, ground),
      saveHome: () => saveHome(engine, home),
      cleanUp,
    })
  } catch (error) {
    await cleanUp().catch((reason: unknown) => console.error(`Sandbox ${spec.id} left something behind:`, reason))
    throw error
  }
}

/** What there is before a program of the learner's runs. */
interface Ground {
  readonly record: string
  readonly root: RootFileSystem
  readonly layout: Layout
  readonly group: Group
  readonly ownUid: number
  readonly uid: number
  readonly privileged: boolean
  readonly files: { readonly stageTablePath: string; readonly seccompPath: string }
  readonly hasInternet: boolean
}

async function prepareGround({ kind, records, pool, rootFileSystems, internet }: Workshop, spec: SandboxSpec, undo: Undo): Promise<Ground> {
  const seccompPath = prepareState()
  const record = await records.open(spec.id)
  undo.push(() => records.close(spec.id))
  const ownUid = await pool.take()
  undo.push(() => pool.release(ownUid))
  writeFileSync(join(record, 'uid'), String(ownUid))
  const root = findRootFileSystem(rootFileSystems, spec.image)
  // Root of a lab is whoever the tree's files belong to.
  const rootUid = spec.root && kind.rootLabs && root.kind === 'tree' ? root.idBase : undefined
  const [privileged, uid] = [rootUid !== undefined, rootUid ?? ownUid]
  const layout = layoutOf(spec)
  const disk = privileged ? await makeDisk({ folder: record, bytes: rootDiskBytes, owner: uid }) : undefined
  const hasInternet = spec.internet && internet !== undefined && internet.missing() === undefined
  const stageTablePath = writeStage({ record, root, layout, hostNames: spec.hostNames ?? [], resolver: resolverFor(spec, hasInternet), uid, disk })
  const group = groupFor(spec.id)
  undo.push(() => group.remove())
  await group.create(withOverhead(kind, spec.limits))
  return { record, root, layout, group, ownUid, uid, privileged, files: { stageTablePath, seccompPath }, hasInternet }
}

function withOverhead({ overhead }: EngineKind, limits: SandboxLimits): SandboxLimits {
  return overhead ? { ...limits, maxProcesses: limits.maxProcesses + overhead.maxProcesses, memoryBytes: limits.memoryBytes + overhead.memoryBytes } : limits
}

async function startEngine({ kind }: Workshop, { id, limits, root: asRoot }: SandboxSpec, { ground, undo }: { readonly ground: Ground; readonly undo: Undo }): Promise<Engine> {
  const { record, layout, root, uid, ownUid, group, privileged, files } = ground
  const engine = await kind.start({ id, record, ...files, layout, root, uid, ownUid, user: asRoot ? 0 : learner.id, group, limits, privileged })
  undo.push(async () => {
    await group.kill()
    await engine.close()
  })
  // The limits again: runtimes write theirs over them.
  const verifyMore = kind.verifiesItself ? undefined : verifySandbox({ pid: engine.pid, uid, limits, layout, privileged, eachProcess: group.folders.length === 0 })
  await Promise.all([group.verifyMember(engine.pid), group.verify(withOverhead(kind, limits)), verifyMore])
  return engine
}

/** Opens what leads in, and what leads out where there is to be a way out. */
async function openWays({ internet }: Workshop, spec: SandboxSpec, { ground, engine: { pid, enterNetwork: enter }, undo }: { readonly ground: Ground; readonly engine: Engine; readonly undo: Undo }) {
  const { record: folder, ownUid: uid, group: { folders: groups } } = ground
  const relays = new Relays({ pid, enter, uid, folder, groups })
  undo.push(() => relays.close())
  const way = ground.hasInternet ? internet : undefined
  const inlets = [...spec.inlets, ...await openNames({ folder, spec, forwarder: way?.openForwarder(), undo })]
  await relays.openInlets(inlets)
  if (way) {
    const link = await way.open({ pid, uid, folder, groups })
    undo.push(() => link.close())
  }
  return { relays, ports: new Set(inlets.map(({ port }) => port)) }
}

/** Said where sandboxes have the host's programs. */
export const hostWarning = 'There is no root file system for this image, so the programs are this machine\'s own, read-only. environments/rootfs/build.sh makes one.'
export const rootWarning = 'You are root here in name only: the system\'s own files cannot be changed and packages cannot be installed.'

function warningsOf({ internet }: Workshop, spec: SandboxSpec, { root, privileged, hasInternet }: Ground): readonly string[] {
  return [
    ...(root.kind === 'host' ? [hostWarning] : []),
    ...(spec.root && !privileged ? [rootWarning] : []),
    ...(spec.internet && !hasInternet ? [noInternet(internet)] : []),
  ]
}
