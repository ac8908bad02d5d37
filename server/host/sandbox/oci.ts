import { linuxDriver, type LinuxDriverOptions } from './linux/linux-driver.ts'
import { forgetContainer, startContainer } from './oci/oci-engine.ts'
import { openRuntime, runtimeVersion, type RuntimeName } from './oci/runtime.ts'
import type { SandboxDriver } from './sandbox.ts'

export interface OciDriverOptions extends LinuxDriverOptions {
  readonly runtime?: RuntimeName
}

/** Sandboxes as containers of an OCI runtime. Learners may be root in theirs. */
export function ociDriver({ runtime: name = 'runc', ...options }: OciDriverOptions): SandboxDriver {
  const runtime = openRuntime(name)
  return linuxDriver({
    name: 'oci',
    programs: [name],
    rootLabs: true,
    needsRoot: true,
    start: (order) => startContainer(runtime, order),
    version: () => runtimeVersion(runtime),
    forget: (id) => forgetContainer(runtime, id),
  }, options)
}
