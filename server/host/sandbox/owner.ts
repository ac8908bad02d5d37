import { readFileSync } from 'node:fs'

/** Number and start time of a process: a number alone may belong to another by now. */
export function describeProcess(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return `${pid} ${stat.slice(stat.lastIndexOf(')')).split(' ')[20]}`
  } catch {
    return `${pid} unknown`
  }
}

/** Whether the process that `describeProcess` told of still runs. */
export function isAlive(owner: string): boolean {
  const pid = Number.parseInt(owner, 10)
  if (Number.isNaN(pid) || describeProcess(pid) !== owner) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
