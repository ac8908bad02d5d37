import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** What a leak would show in. */
export const heldKinds = ['descriptors', 'mounts', 'control groups', 'terminals', 'users', 'records', 'children', 'memory (MiB)'] as const
export type Held = Readonly<Record<(typeof heldKinds)[number], number>>

export function countHeld(): Held {
  return {
    descriptors: readdirSync('/proc/self/fd').length,
    mounts: readFileSync('/proc/self/mountinfo', 'utf8').trim().split('\n').length,
    'control groups': countGroups(),
    terminals: Number(readFileSync('/proc/sys/kernel/pty/nr', 'utf8')),
    users: count('/run/rehearsal/uids'),
    records: ['bwrap', 'oci', 'docker'].reduce((sum, name) => sum + count(`/run/rehearsal/${name}`), 0),
    children: readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean).length,
    'memory (MiB)': process.memoryUsage.rss() / 2 ** 20,
  }
}

function count(folder: string): number {
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')).length : 0
}

// Of every hierarchy, by what the kernel itself counts.
function countGroups(): number {
  const rows = readFileSync('/proc/cgroups', 'utf8').trim().split('\n').slice(1)
  return rows.reduce((sum, row) => sum + Number(row.split('\t')[2]), 0)
}
