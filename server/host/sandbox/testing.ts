import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localDriver } from './local.ts'
import type { ExecRequest, ExecResult, Sandbox, SandboxSpec } from './sandbox.ts'

const mebibyte = 1024 * 1024

/** A small sandbox for tests; give what the test is about. */
export function testSpec(more: Partial<SandboxSpec> = {}): SandboxSpec {
  return {
    id: `t-${randomUUID()}`,
    image: 'debian',
    root: false,
    binaries: [],
    mounts: [],
    inlets: [],
    env: {},
    limits: { maxProcesses: 64, memoryBytes: 256 * mebibyte, cpuCores: 1, homeBytes: 32 * mebibyte, maxOpenFiles: 256, maxTerminals: 3 },
    internet: false,
    ...more,
  }
}

/** A real sandbox on any machine, with a folder that goes with it. */
export async function openTestSandbox(more: Partial<SandboxSpec> = {}): Promise<{ sandbox: Sandbox; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-test-'))
  const sandbox = await localDriver({ folder }).create(testSpec(more))
  return {
    sandbox,
    async close() {
      await sandbox.destroy()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function runShell(sandbox: Sandbox, script: string, more: Partial<ExecRequest> = {}): Promise<ExecResult> {
  return sandbox.exec({ command: ['/bin/sh', '-c', script], timeoutMs: 20_000, maxOutputBytes: mebibyte, ...more })
}
