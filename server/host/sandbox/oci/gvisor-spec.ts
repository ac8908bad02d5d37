import { largestFileBytes, lockedMemoryBytes, oomScore } from '../linux/launcher.ts'
import { hostName, type Layout } from '../linux/layout.ts'
import { shownPath, stagePath, stageRoot } from '../linux/stage.ts'
import type { SandboxLimits } from '../sandbox.ts'
import { initCommand, rootCapabilities, type SpecOptions } from './spec.ts'

/**
 * A sandbox as gVisor takes it (`config.json`). Users, network and control groups are not in it: those that gVisor itself is
 * started in are the session's, so that its own programs have no more rights over the host than a learner's elsewhere. Nor is a
 * filter: what is behind one is gVisor's kernel, by a filter of its own.
 */
export function gvisorSpec({ layout, limits, user, privileged }: Pick<SpecOptions, 'layout' | 'limits' | 'user' | 'privileged'>): object {
  return {
    ociVersion: '1.0.2',
    hostname: hostName,
    // The stage is read-only already where it is to be, and gVisor cannot say it again where root of the machine has said it.
    root: { path: stageRoot, readonly: false },
    process: { ...gvisorProcess({ limits, user, privileged }), args: initCommand, cwd: '/', env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], oomScoreAdj: oomScore },
    mounts: mountsOf(layout),
    linux: { namespaces: ['pid', 'ipc', 'uts', 'mount'].map((type) => ({ type })) },
  }
}

/** What all programs of a sandbox have in common, as the specification writes it (`process`). */
export function gvisorProcess({ limits, user, privileged }: { readonly limits: SandboxLimits; readonly user: number; readonly privileged: boolean }) {
  const capabilities = privileged ? rootCapabilities : []
  const limit = (type: string, most: number) => ({ type, hard: most, soft: most })
  return {
    terminal: false,
    user: { uid: user, gid: user },
    noNewPrivileges: !privileged,
    capabilities: { bounding: capabilities, effective: capabilities, permitted: capabilities, inheritable: [], ambient: [] },
    rlimits: [limit('RLIMIT_NOFILE', limits.maxOpenFiles), limit('RLIMIT_CORE', 0), limit('RLIMIT_FSIZE', largestFileBytes), limit('RLIMIT_MEMLOCK', lockedMemoryBytes)],
  }
}

function mountsOf(layout: Layout): object[] {
  const bind = (source: string, destination: string, options: readonly string[]) => ({ type: 'bind', source, destination, options: ['bind', ...options] })
  return [
    { destination: '/proc', type: 'proc', source: 'proc', options: ['nosuid', 'noexec', 'nodev'] },
    ...layout.memory.map(({ name, to }) => bind(stagePath(name), to, ['rw', 'nosuid', 'nodev'])),
    ...layout.shown.map((shown, at) => bind(shownPath(shown, at), shown.to, ['ro', 'nosuid', 'nodev'])),
  ]
}
