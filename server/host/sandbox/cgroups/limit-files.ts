import type { SandboxLimits } from '../sandbox.ts'

/** One file of a control group, and what is written into it. */
export interface LimitFile {
  /** Controller whose hierarchy it is in; of no account in version 2. */
  readonly controller: 'memory' | 'pids' | 'cpu'
  readonly file: string
  readonly value: string
  /** Kernels built without swap accounting do not have it. */
  readonly optional?: boolean
}

export const cpuPeriodMicroseconds = 100_000
/** A quarter of what the server itself has: its share when everybody wants the processor. */
const cpuWeight = 25
export const cpuShares = 256

/**
 * The limits of a session as files of its control group, in the order in which they must be written.
 */
export function limitFiles(version: 1 | 2, { maxProcesses, memoryBytes, cpuCores }: SandboxLimits): readonly LimitFile[] {
  const quota = String(Math.round(cpuCores * cpuPeriodMicroseconds))
  // Memory is counted in pages, so it is asked for in pages: otherwise it would read back as something else.
  const memory = String(Math.floor(memoryBytes / 4096) * 4096)
  if (version === 2) {
    return [
      { controller: 'memory', file: 'memory.max', value: memory },
      { controller: 'memory', file: 'memory.swap.max', value: '0', optional: true },
      // The program that asks for too much ends, not the whole lab.
      { controller: 'memory', file: 'memory.oom.group', value: '0', optional: true },
      { controller: 'pids', file: 'pids.max', value: String(maxProcesses) },
      { controller: 'cpu', file: 'cpu.max', value: `${quota} ${cpuPeriodMicroseconds}` },
      { controller: 'cpu', file: 'cpu.weight', value: String(cpuWeight), optional: true },
    ]
  }
  return [
    { controller: 'memory', file: 'memory.limit_in_bytes', value: memory },
    { controller: 'memory', file: 'memory.memsw.limit_in_bytes', value: memory, optional: true },
    { controller: 'pids', file: 'pids.max', value: String(maxProcesses) },
    { controller: 'cpu', file: 'cpu.cfs_period_us', value: String(cpuPeriodMicroseconds) },
    { controller: 'cpu', file: 'cpu.cfs_quota_us', value: quota },
    { controller: 'cpu', file: 'cpu.shares', value: String(cpuShares), optional: true },
  ]
}
