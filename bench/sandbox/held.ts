import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findCgroups } from '../../server/host/sandbox/cgroups/cgroups.ts'
import { describeProcess } from '../../server/host/sandbox/owner.ts'

/** What a leak would show in. */
export const heldKinds = ['descriptors', 'mounts', 'control groups', 'terminals', 'users', 'records', 'children', 'memory (MiB)'] as const
export type Held = Readonly<Record<(typeof heldKinds)[number], number>>

const stateFolder = '/run/rehearsal'
const mine = `bench-${process.pid}-`

/** An id by which what belongs to this measure is known on a machine where others work too. */
export function benchId(): string {
  return `${mine}${randomUUID()}`
}

/** What this process holds; terminals and mounts are the whole machine's and this namespace's. */
export function countHeld(): Held {
  return {
    descriptors: readdirSync('/proc/self/fd').length,
    mounts: readFileSync('/proc/self/mountinfo', 'utf8').trim().split('\n').length,
    'control groups': countGroups(),
    terminals: Number(readFileSync('/proc/sys/kernel/pty/nr', 'utf8')),
    users: names(join(stateFolder, 'uids')).filter((name) => readFileSync(join(stateFolder, 'uids', name), 'utf8') === describeProcess(process.pid)).length,
    records: ['bwrap', 'oci', 'docker'].reduce((sum, name) => sum + countMine(join(stateFolder, name)), 0),
    children: readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean).length,
    'memory (MiB)': process.memoryUsage.rss() / 2 ** 20,
  }
}

function countGroups(): number {
  const cgroups = findCgroups()
  if (typeof cgroups === 'string') return 0
  const roots = cgroups.version === 2 ? [cgroups.root] : [...new Set(Object.values(cgroups.roots))]
  return roots.reduce((sum, root) => sum + countMine(join(root, 'rehearsal')), 0)
}

function countMine(folder: string): number {
  return names(folder).filter((name) => name.startsWith(mine)).length
}

function names(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : []
}
