import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { localDriver } from './local.ts'
import type { ExecRequest, ExecResult, Sandbox, SandboxSpec } from './sandbox.ts'

const mebibyte = 1024 * 1024

/** Where environments/rootfs/build.sh puts its trees; without one the machine's own programs are used. */
export const testRootFileSystems = process.env.REHEARSAL_ROOTFS ?? fileURLToPath(new URL('../../../.data/rootfs', import.meta.url))

/** The daemon that tests talk to, if there is one. */
export const testDockerHost = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock'

export const testPodmanHost = process.env.PODMAN_HOST ?? 'unix:///run/podman/podman.sock'

/** A small sandbox for tests; give what the test is about. */
export function testSpec(more: Partial<SandboxSpec> = {}): SandboxSpec {
  return {
    id: `t-${randomUUID()}`,
    image: 'base',
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
