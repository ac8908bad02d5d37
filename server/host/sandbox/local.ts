import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { LocalSandbox } from './local/local-sandbox.ts'
import { killSession } from './local/session-processes.ts'
import { openRecords } from './records.ts'
import type { DriverProbe, SandboxDriver } from './sandbox.ts'

export interface LocalDriverOptions {
  /** Absolute folder for the home folders of sessions. */
  readonly folder: string
  /** What follows the session's own tools on PATH; the usual folders when absent. */
  readonly path?: readonly string[]
}

/**
 * Shells of the machine's owner, each with a home folder of its own and nothing else between it and the machine. For a
 * laptop, over loopback only. Needs neither root nor Linux.
 */
export function localDriver({ folder, path }: LocalDriverOptions): SandboxDriver {
  const records = openRecords(join(folder, 'local'))

  async function probe(): Promise<DriverProbe> {
    const id = `probe-${randomUUID()}`
    const sandbox = await LocalSandbox.open({ id, records, path, spec: undefined })
    try {
      const { code, stderr } = await sandbox.exec({ command: ['/bin/sh', '-c', 'exit 0'], timeoutMs: 10_000, maxOutputBytes: 1024 })
      if (code !== 0) return { ok: false, reason: `A shell ended with ${code}: ${stderr.toString()}` }
      return { ok: true, version: process.platform, warnings: ['Shells run as you, on this machine, without isolation or limits.'] }
    } finally {
      await sandbox.destroy()
    }
  }

  return {
    name: 'local',
    loopbackOnly: true,
    probe,
    create: (spec) => LocalSandbox.open({ id: spec.id, records, path, spec }),
    async reap() {
      const orphans = await records.orphans()
      for (const id of orphans) {
        await killSession(id)
        await records.close(id)
      }
      return orphans.length
    },
  }
}
