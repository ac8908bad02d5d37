import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findCgroups } from './cgroups/cgroups.ts'
import { isOnPath } from './linux/engine.ts'
import { linuxDriver, type LinuxDriverOptions } from './linux/linux-driver.ts'
import { startGvisor, unfitGvisor } from './oci/gvisor-engine.ts'
import { forgetContainer, startContainer } from './oci/oci-engine.ts'
import { openRuntime, runtimeFolder, runtimeNames, runtimeOrder, runtimeVersion, type RuntimeName } from './oci/runtime.ts'
import type { SandboxDriver } from './sandbox.ts'

export interface OciDriverOptions extends LinuxDriverOptions {
  /** `auto`, which is the default, is the best of runc and crun that is on PATH; `runsc` is gVisor. */
  readonly runtime?: RuntimeName | 'runsc' | 'auto'
}

/** Sandboxes as containers of an OCI runtime. Learners may be root in theirs. */
export function ociDriver({ runtime: wanted = 'auto', ...options }: OciDriverOptions): SandboxDriver {
  if (wanted === 'runsc') return gvisorDriver(options)
  const cgroups = findCgroups()
  // Where there are none nothing starts, and the driver says so itself.
  const groups = typeof cgroups === 'string' ? { version: 2 as const } : cgroups
  const order = runtimeOrder(groups)
  const name = wanted === 'auto' ? order.find(isOnPath) ?? order[0] ?? 'runc' : wanted
  const runtime = openRuntime(name, groups)
  return linuxDriver({
    name: 'oci',
    programs: [name],
    rootLabs: true,
    needsRoot: true,
    start: (order) => startContainer(runtime, order),
    version: () => runtimeVersion(runtime),
    // A host that died may have used another.
    async forget(id) {
      for (const other of runtimeNames) if (existsSync(join(runtimeFolder(other), id))) await forgetContainer(openRuntime(other, groups), id)
    },
  }, options)
}

/** The same under gVisor, whose kernel and file server are processes of each session, and count among its own. */
function gvisorDriver(options: LinuxDriverOptions): SandboxDriver {
  return linuxDriver({
    name: 'oci',
    programs: ['runsc'],
    rootLabs: true,
    needsRoot: true,
    verifiesItself: true,
    overhead: { maxProcesses: 512, memoryBytes: 256 * 1024 * 1024 },
    start: startGvisor,
    unfit: unfitGvisor,
    version: () => runtimeVersion({ name: 'runsc' }),
    // All it remembers is in the sandbox's record.
    forget: async () => undefined,
  }, options)
}
