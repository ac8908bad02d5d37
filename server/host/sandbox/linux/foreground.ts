import { readOr } from '../cgroups/cgroups.ts'

/** Name of the program that has the terminal of a process, by what the kernel tells about that process. */
export function foregroundOf(pid: number): string | undefined {
  const stat = readStat(pid)
  const group = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[5])
  return group > 0 ? readOr(`/proc/${group}/comm`, '').trim() || undefined : undefined
}

/** The text of /proc/PID/stat; empty when the process is gone. */
export function readStat(pid: number): string {
  return readOr(`/proc/${pid}/stat`, '')
}
