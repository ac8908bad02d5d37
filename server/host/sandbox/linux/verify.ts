import { readFile, readlink } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { SandboxLimits } from '../sandbox.ts'
import { largestFileBytes, lockedMemoryBytes } from './launcher.ts'
import { mostPtys, type Layout } from './layout.ts'

export interface Expected {
  readonly pid: number
  readonly uid: number
  readonly limits: SandboxLimits
  readonly layout: Layout
  /** Whether the learner is root inside, with some rights over their own file system. */
  readonly privileged: boolean
  /** Namespaces of its own; all of them when absent. */
  readonly namespaces?: readonly Namespace[]
  /** Whether each process must have the limits that a control group has elsewhere. */
  readonly eachProcess?: boolean
  /** Whether its terminals are bounded. */
  readonly boundedPtys?: boolean
}

const namespaces = ['user', 'pid', 'mnt', 'net', 'ipc', 'uts'] as const
export type Namespace = (typeof namespaces)[number]

/**
 * Reads back from the kernel that a sandbox is what was asked for: a launcher, a runtime or a kernel that ignores a setting
 * must not go unseen.
 * @throws with everything that is not so: such a sandbox is not to be given out
 */
export async function verifySandbox(expected: Expected): Promise<void> {
  const deadline = performance.now() + settleMs
  for (;;) {
    const complaints = await complaintsAbout(expected)
    if (complaints.length === 0) return
    if (performance.now() > deadline) throw new Error(`The sandbox is not what was asked for: ${complaints.join('; ')}`)
    await pause(10)
  }
}

/** The first process is told of before it has taken its own rights away; on a busy machine that takes its time. */
const settleMs = 10_000

async function complaintsAbout(expected: Expected): Promise<readonly string[]> {
  const folder = `/proc/${expected.pid}`
  const [status, limits, mounts] = await Promise.all(['status', 'limits', 'mountinfo'].map((name) => readFile(`${folder}/${name}`, 'utf8')))
  return [
    ...statusComplaints(status ?? '', expected),
    ...limitComplaints(limits ?? '', expected.limits, expected.eachProcess),
    ...mountComplaints(mounts ?? '', expected),
    ...await namespaceComplaints(folder, expected.namespaces ?? namespaces),
  ]
}

/** Capabilities that reach beyond a learner's own files: network, devices, raw disks, the kernel. */
const dangerousCapabilities = [2, 9, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 30, 32, 33, 34, 35, 36, 37, 38, 39, 40]

/** @param allowed capabilities that it may have all the same, as a mask */
export function statusComplaints(status: string, { uid, privileged, allowed = 0n }: Pick<Expected, 'uid' | 'privileged'> & { readonly allowed?: bigint }): string[] {
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? ''
  const complaints: string[] = []
  const uids = field('Uid').split(/\s+/)
  if (!uids.every((found) => found === String(uid))) complaints.push(`its user is ${uids.join(' ')} instead of ${uid}`)
  if (field('Seccomp') !== '2') complaints.push('no system call filter is on')
  if (!privileged && field('NoNewPrivs') !== '1') complaints.push('it may gain privileges')
  for (const name of ['CapEff', 'CapPrm', 'CapBnd', 'CapInh', 'CapAmb']) {
    const held = BigInt(`0x${field(name) || 'ffffffff'}`)
    const wrong = privileged ? dangerousCapabilities.some((bit) => (held >> BigInt(bit)) & 1n) : (held & ~allowed) !== 0n
    if (wrong) complaints.push(`its ${name} is ${field(name)}`)
  }
  return complaints
}

type ProcessLimits = Pick<SandboxLimits, 'maxOpenFiles' | 'maxProcesses' | 'memoryBytes'>

export function limitComplaints(text: string, { maxOpenFiles, maxProcesses, memoryBytes }: ProcessLimits, eachProcess = false): string[] {
  const more = eachProcess ? [['Max processes', maxProcesses], ['Max data size', memoryBytes]] as const : []
  const rows = [...more, ['Max open files', maxOpenFiles], ['Max core file size', 0], ['Max file size', largestFileBytes], ['Max locked memory', lockedMemoryBytes]] as const
  return rows.flatMap(([name, most]) => {
    const [, hard] = new RegExp(`^${name}\\s+\\S+\\s+(\\S+)`, 'm').exec(text) ?? []
    return hard !== undefined && Number(hard) <= most ? [] : [`${name} is ${hard ?? 'unknown'} instead of ${most}`]
  })
}

export function mountComplaints(mountinfo: string, { layout: { memory }, boundedPtys = true }: Pick<Expected, 'layout' | 'boundedPtys'>): string[] {
  const mounts = mountinfo.split('\n').map((line) => {
    const [before = '', after = ''] = line.split(' - ')
    return { path: before.split(' ')[4], options: after.split(' ')[2] ?? '' }
  })
  const optionsOf = (path: string) => mounts.findLast((mount) => mount.path === path)?.options.split(',') ?? []
  const complaints = memory.flatMap(({ to, bytes }) => {
    const size = /^size=(\d+)k$/.exec(optionsOf(to).find((option) => option.startsWith('size=')) ?? '')?.[1]
    return size !== undefined && Number(size) * 1024 <= Math.ceil(bytes / 4096) * 4096 ? [] : [`${to} has ${size ?? 'no'} KiB instead of ${bytes / 1024}`]
  })
  if (boundedPtys && !optionsOf('/dev/pts').includes(`max=${mostPtys}`)) complaints.push(`/dev/pts has no limit of ${mostPtys}`)
  return complaints
}

export async function namespaceComplaints(folder: string, kinds: readonly Namespace[]): Promise<string[]> {
  const shared = await Promise.all(kinds.map(async (kind) => {
    const [inside, ours] = await Promise.all([readlink(`${folder}/ns/${kind}`), readlink(`/proc/self/ns/${kind}`)])
    return inside === ours ? [`it shares our ${kind} namespace`] : []
  }))
  return shared.flat()
}
