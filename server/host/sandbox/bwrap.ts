import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startBwrap } from './bwrap/bwrap-engine.ts'
import { linuxDriver, type LinuxDriverOptions } from './linux/linux-driver.ts'
import type { SandboxDriver } from './sandbox.ts'

const run = promisify(execFile)

/** Sandboxes put together by bubblewrap: small, quick, and gone at once when their host dies. */
export function bwrapDriver(options: LinuxDriverOptions): SandboxDriver {
  return linuxDriver({
    name: 'bwrap',
    programs: ['bwrap'],
    rootLabs: false,
    needsRoot: false,
    start: startBwrap,
    version: async () => (await run('bwrap', ['--version'])).stdout.trim().replace(/^bubblewrap /, ''),
    // It keeps nothing.
    forget: async () => undefined,
  }, options)
}
