import { cpuPeriodMicroseconds } from '../cgroups/limit-files.ts'
import { initScript, oomScore } from '../linux/launcher.ts'
import { hostName, type Layout } from '../linux/layout.ts'
import { shownPath, stagePath, stagePtys, stageRoot, stageUserNamespace } from '../linux/stage.ts'
import type { SandboxLimits } from '../sandbox.ts'
import { ociSeccomp } from '../seccomp/oci-profile.ts'

export interface SpecOptions {
  readonly cgroupPath: string
  readonly layout: Layout
  readonly limits: SandboxLimits
  /** User inside and outside. */
  readonly user: number
  readonly uid: number
  /** First of the host's ids that files of the tree belong to; `idCount` of them are mapped. */
  readonly idBase: number
  /** Root inside, with rights over the files of a tree of their own. */
  readonly privileged: boolean
}

/** Ids of an ordinary system, root and nobody among them. */
export const idCount = 65_536

/**
 * What root of a lab may do to what is theirs: packages, users, services. Nothing of the network, of devices, of the kernel.
 */
export const rootCapabilities = [
  'CAP_CHOWN', 'CAP_DAC_OVERRIDE', 'CAP_FOWNER', 'CAP_FSETID', 'CAP_KILL', 'CAP_SETGID', 'CAP_SETUID', 'CAP_SETPCAP', 'CAP_NET_BIND_SERVICE', 'CAP_SYS_CHROOT',
  'CAP_SETFCAP', 'CAP_AUDIT_WRITE',
] as const

export const initCommand = ['/bin/sh', '-c', initScript]

const maskedPaths = [
  '/proc/acpi', '/proc/asound', '/proc/kcore', '/proc/keys', '/proc/key-users', '/proc/kmsg', '/proc/latency_stats', '/proc/timer_list', '/proc/timer_stats',
  '/proc/sched_debug', '/proc/scsi', '/sys/firmware',
]
const readonlyPaths = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger']

/** A sandbox as an OCI runtime takes it (`config.json`). Its files are those of the stage it starts on. */
export function ociSpec(options: SpecOptions): object {
  const { cgroupPath, layout, limits, user, privileged } = options
  const capabilities = privileged ? rootCapabilities : []
  return {
    ociVersion: '1.0.2',
    hostname: hostName,
    root: { path: stageRoot, readonly: !privileged },
    process: {
      terminal: false,
      user: { uid: user, gid: user },
      args: initCommand,
      cwd: '/',
      env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      noNewPrivileges: !privileged,
      oomScoreAdj: oomScore,
      capabilities: { bounding: capabilities, effective: capabilities, permitted: capabilities, inheritable: [], ambient: [] },
      // Limits of processes are the launcher's: setting another's takes a right that root does not have everywhere.
    },
    mounts: mountsOf(layout),
    linux: {
      cgroupsPath: cgroupPath,
      // All of them: runtimes put later programs into those that stand here, and leave them in the host's else.
      namespaces: [...['pid', 'network', 'ipc', 'uts', 'mount', 'cgroup'].map((type) => ({ type })), { type: 'user', path: stageUserNamespace }],
      // Scenarios serve on port 80 and ping. The kernel compares the groups that these are outside, where the learner's is last.
      sysctl: { 'net.ipv4.ip_unprivileged_port_start': '0', 'net.ipv4.ping_group_range': `0 ${privileged ? idCount - 1 : user}` },
      uidMappings: mappings(options),
      gidMappings: mappings(options),
      seccomp: ociSeccomp({ debuggers: false }),
      maskedPaths,
      readonlyPaths,
      resources: resources(limits),
    },
  }
}

// The same as our own limit files say: some runtimes write theirs over them.
function resources({ maxProcesses, memoryBytes, cpuCores }: SandboxLimits): object {
  const memory = Math.floor(memoryBytes / 4096) * 4096
  return {
    devices: [{ allow: false, access: 'rwm' }],
    pids: { limit: maxProcesses },
    memory: { limit: memory, swap: memory },
    cpu: { period: cpuPeriodMicroseconds, quota: Math.round(cpuCores * cpuPeriodMicroseconds) },
  }
}

function mountsOf(layout: Layout): object[] {
  const bind = (source: string, destination: string, options: readonly string[]) => ({ type: 'bind', source, destination, options: ['bind', ...options] })
  return [
    { destination: '/proc', type: 'proc', source: 'proc', options: ['nosuid', 'noexec', 'nodev'] },
    { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'strictatime', 'mode=755', 'size=65536', 'nr_inodes=256'] },
    bind(stagePtys, '/dev/pts', ['rw', 'nosuid', 'noexec']),
    ...layout.memory.map(({ name, to }) => bind(stagePath(name), to, ['rw', 'nosuid', 'nodev'])),
    ...layout.shown.map((shown, at) => bind(shownPath(shown, at), shown.to, ['ro', 'nosuid', 'nodev'])),
  ]
}

interface Mapping {
  readonly containerID: number
  readonly hostID: number
  readonly size: number
}

/** All ids lead to those of the tree, but the learner's, who is outside somebody that nobody else is. */
export function mappings({ user, uid, idBase, privileged }: Pick<SpecOptions, 'user' | 'uid' | 'idBase' | 'privileged'>): readonly Mapping[] {
  if (privileged) return [{ containerID: 0, hostID: idBase, size: idCount }]
  return [
    { containerID: 0, hostID: idBase, size: user },
    { containerID: user, hostID: uid, size: 1 },
    { containerID: user + 1, hostID: idBase + user + 1, size: idCount - user - 1 },
  ].filter(({ size }) => size > 0)
}

/** A mapping as the kernel reads it: inside, outside, how many. */
export function mappingText(mapping: readonly Mapping[]): string {
  return mapping.map(({ containerID, hostID, size }) => `${containerID} ${hostID} ${size}`).join('\n')
}
