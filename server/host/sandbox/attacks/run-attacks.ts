import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readOr } from '../cgroups/cgroups.ts'
import { layoutOf, mostFiles, mostPtys } from '../linux/layout.ts'
import { findLimiting } from '../linux/rights.ts'
import { rootCapabilities } from '../oci/spec.ts'
import { runtimeNames } from '../oci/runtime.ts'
import { describeProcess } from '../owner.ts'
import type { DriverName, Pty, Sandbox, SandboxSpec } from '../sandbox.ts'
import { syscallNumbers } from '../seccomp/syscall-numbers.ts'
import { stateFolder } from '../state-folder.ts'
import { runShell, testSpec } from '../testing.ts'
import { insideAttacks, outsideAttacks, type InsideAttack, type OnBareShell, type OutsideAttack } from './attack-list.ts'
import { layHostBait, startNeighbour } from './neighbours.ts'
import { outsideAttackers } from './outside.ts'
import { attackCommand, type AttackOptions, type AttackResult, type Scene, type Target } from './scene.ts'
import { readVerdict, type Verdict } from './verdict.ts'

const mebibyte = 1024 * 1024

/** Runs every attack on one driver, each with the neighbours looked after. */
export async function runAttacks(options: AttackOptions): Promise<readonly AttackResult[]> {
  const results: AttackResult[] = []
  const { target, onResult } = options
  const bait = await layHostBait()
  const made: Sandbox[] = []
  const create = async (more: Partial<SandboxSpec> = {}) => {
    const sandbox = await target.driver.create(attackSpec(target.root, more))
    made.push(sandbox)
    return sandbox
  }
  const tell = (result: AttackResult) => {
    results.push(result)
    onResult(result)
  }
  try {
    const neighbours = await Promise.all([1, 2].map(async () => startNeighbour(await create())))
    const scene: Scene = { options, bait, neighbours, attacker: await create(), create }
    await placePrograms(scene)
    for (const attack of insideAttacks) tell({ title: attack.title, onBareShell: attack.onBareShell, verdict: await tryInside(scene, attack) })
    for (const [name, { title, onBareShell }] of Object.entries(outsideAttacks)) {
      // The keys are those of the table that the attackers are typed by.
      const attacker = outsideAttackers[name as OutsideAttack]
      tell({ title, onBareShell, verdict: isSkipped(target, onBareShell) ?? await watched(scene, () => attacker(scene)) })
    }
  } finally {
    await Promise.all(made.map((sandbox) => sandbox.destroy()))
    bait.close()
  }
  const left = leftovers(target.driver.name, made.map(({ id }) => id))
  tell({ title: 'control groups, mounts, users and records left when all sessions are over', onBareShell: 'held', verdict: left.length === 0 ? { kind: 'held', detail: 'none' } : { kind: 'breached', detail: left.join(', ') } })
  return results
}

function attackSpec(root: boolean, more: Partial<SandboxSpec>): SandboxSpec {
  return testSpec({
    root,
    limits: { maxProcesses: 64, memoryBytes: 128 * mebibyte, cpuCores: 0.5, homeBytes: 16 * mebibyte, maxOpenFiles: 256, maxTerminals: 4 },
    ...more,
  })
}

function isSkipped({ bareShell }: Target, onBareShell: OnBareShell): Verdict | undefined {
  return bareShell && typeof onBareShell === 'object' ? { kind: 'skipped', detail: onBareShell.skipped } : undefined
}

async function tryInside(scene: Scene, attack: InsideAttack): Promise<Verdict> {
  const skipped = isSkipped(scene.options.target, attack.onBareShell)
  return skipped ?? watched(scene, async () => {
    const output = await (attack.terminal ? inTerminal : asProgram)(scene, attack)
    return readVerdict(output) ?? { kind: 'breached', detail: `it was not seen to its end: ${lastLine(output)}` }
  })
}

/** An attack that ends a neighbour has got through, whatever it says itself. */
async function watched({ neighbours, attacker }: Scene, attack: () => Promise<Verdict>): Promise<Verdict> {
  const verdict = await attack().catch((error: unknown): Verdict => ({ kind: 'breached', detail: `the attack could not be seen to its end: ${String(error)}` }))
  const troubles = await Promise.all(neighbours.map((neighbour) => neighbour.trouble()))
  const trouble = troubles.find(Boolean)
  if (trouble) return { kind: 'breached', detail: `${trouble} (${verdict.detail})` }
  const { code } = await runShell(attacker, 'exit 9', { timeoutMs: 15_000 }).catch(() => ({ code: -1 }))
  return code === 9 ? verdict : { kind: 'breached', detail: `the lab itself is dead (${verdict.detail})` }
}

async function placePrograms(scene: Scene): Promise<void> {
  const { attacker: sandbox, options: { programs: folder } } = scene
  const common = readFileSync(join(folder, 'common.py'), 'utf8')
  for (const file of ['reach', 'kernel', 'limits']) {
    const program = `${common}\n\n${readFileSync(join(folder, `${file}.py`), 'utf8')}\n\nmain(attacks)\n`
    const { code, stderr } = await runShell(sandbox, `mkdir -p ~/.attack && cat > ~/.attack/${file}.py`, { stdin: Buffer.from(program) })
    if (code !== 0) throw new Error(`The attacks could not be placed: ${stderr.toString()}`)
  }
  const { code } = await runShell(sandbox, 'cat > ~/.attack/parameters.json && python3 -c "import ctypes"', { stdin: Buffer.from(JSON.stringify(parametersOf(scene))) })
  if (code !== 0) throw new Error('The attacks need python3 in the image')
}

async function asProgram(scene: Scene, attack: InsideAttack): Promise<string> {
  const { stdout, stderr } = await scene.attacker.exec({ command: attackCommand(scene, attack), timeoutMs: 60_000, maxOutputBytes: 256 * 1024, killChildren: true })
  return `${stderr.toString()}\n${stdout.toString()}`
}

async function inTerminal(scene: Scene, attack: InsideAttack): Promise<string> {
  const pty: Pty = await scene.attacker.openPty({ cols: 2000, rows: 24, command: attackCommand(scene, attack) })
  let output = ''
  pty.onData((data) => {
    output += data.toString()
  })
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => pty.kill('SIGKILL'), 60_000)
    pty.onExit(() => {
      clearTimeout(timer)
      resolve()
    })
  })
  return output
}

function parametersOf({ options, neighbours, bait }: Scene): object {
  const { target, secret, hostMark } = options
  const { limits } = attackSpec(target.root, {})
  const neighbour = neighbours[0]
  const home = layoutOf({ limits, mounts: [], binaries: [] }).memory.find(({ name }) => name === 'home')
  const root = target.root
  return {
    secret,
    hostMark,
    hostPid: process.pid,
    secretFile: bait.secretFile,
    fileSecret: bait.fileSecret,
    hostPorts: bait.ports,
    hostAddresses: [...new Set(['127.0.0.1', ...bait.addresses])],
    abstractNames: bait.abstractNames,
    victimFile: neighbour?.fileName,
    victimHome: neighbour?.sandbox.home,
    victimPort: neighbour?.port,
    victimAbstract: neighbour?.abstractName,
    victimShm: neighbour?.sharedMemoryKey,
    calls: Object.fromEntries([...syscallNumbers()].map(([name, numbers]) => [name, process.arch === 'arm64' ? numbers.arm64 : numbers.x64])),
    allowedCapabilities: root ? rootCapabilities.map((name) => capabilityNumbers[name]) : [],
    ownSystem: root,
    bareShell: target.bareShell,
    sharedFile: target.bareShell ? process.execPath : '/opt/rehearsal/bin/node',
    processes: limits.maxProcesses,
    memoryMib: limits.memoryBytes / mebibyte,
    homeMib: limits.homeBytes / mebibyte,
    homeFiles: home ? mostFiles(home) : 0,
    folderMib: root ? 2048 : 64,
    folderFiles: root ? 200_000 : 20_000,
    openFiles: limits.maxOpenFiles,
    ptys: mostPtys,
    cores: limits.cpuCores,
  }
}

const capabilityNumbers: Readonly<Record<(typeof rootCapabilities)[number], number>> = {
  CAP_CHOWN: 0, CAP_DAC_OVERRIDE: 1, CAP_FOWNER: 3, CAP_FSETID: 4, CAP_KILL: 5, CAP_SETGID: 6, CAP_SETUID: 7, CAP_SETPCAP: 8, CAP_NET_BIND_SERVICE: 10, CAP_SYS_CHROOT: 18,
  CAP_AUDIT_WRITE: 29, CAP_SETFCAP: 31,
}

function lastLine(output: string): string {
  return output.trim().split(/\r?\n/).at(-1)?.slice(0, 200) ?? ''
}

/** Whatever this process still holds on the machine for sandboxes of these names. */
function leftovers(driver: DriverName, ids: readonly string[]): readonly string[] {
  const limiting = findLimiting()
  const cgroups = limiting.kind === 'groups' ? limiting.cgroups : 'none'
  const roots = typeof cgroups === 'string' ? [] : Object.values(cgroups.version === 2 ? { root: cgroups.root } : cgroups.roots)
  const places = [...roots.map((root) => join(root, 'rehearsal')), join(stateFolder, driver), ...runtimeNames.map((name) => join(stateFolder, 'runtime', name))]
  const folders = places.flatMap((place) => ids.map((id) => join(place, id))).filter((path) => existsSync(path))
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n').filter((line) => ids.some((id) => line.includes(id))).map((line) => `mount ${line.split(' ')[4]}`)
  const pool = join(stateFolder, 'uids')
  const owner = describeProcess(process.pid)
  const users = existsSync(pool) ? readdirSync(pool).filter((uid) => !uid.startsWith('.') && readOr(join(pool, uid), '') === owner).map((uid) => `user ${uid}`) : []
  return [...folders, ...mounts, ...users]
}
