import type { ContainerCreateOptions } from 'dockerode'
import { cpuPeriodMicroseconds, cpuShares } from '../cgroups/limit-files.ts'
import { largestFileBytes, lockedMemoryBytes, oomScore } from '../linux/launcher.ts'
import { hostName, mostFiles, type Layout } from '../linux/layout.ts'
import { initCommand } from '../oci/spec.ts'
import type { SandboxLimits } from '../sandbox.ts'

/** What we find our containers by. */
export const labels = { sandbox: 'rehearsal.sandbox', owner: 'rehearsal.owner' } as const

export interface ContainerOrder {
  readonly id: string
  /** The host process it belongs to, as `describeProcess` tells. */
  readonly owner: string
  readonly image: string
  readonly layout: Layout
  readonly limits: SandboxLimits
  /** User, the same inside and outside: without user namespaces there is only one. */
  readonly uid: number
  /** `source:target` pairs of the host, shown read-only besides those of the layout. */
  readonly binds: readonly (readonly [string, string])[]
  readonly runtime?: string
  /** The system call filter as the daemon takes it: its text, or for Podman the path of a file. */
  readonly seccomp: string
  /** It has other options for folders in memory: their number of files must be bounded afterwards. */
  readonly podman: boolean
}

/** Podman's own limit is higher than a machine may allow it to set; what counts is that of the control group. */
const podmanProcesses = 4096

/** A hardened container for one session: no network, no capabilities, a read-only image, everything bounded. */
export function containerOptions({ id, owner, image, layout, limits, uid, binds, runtime, seccomp, podman }: ContainerOrder): ContainerCreateOptions {
  return {
    Image: image,
    Labels: { [labels.sandbox]: id, [labels.owner]: owner },
    Hostname: hostName,
    User: `${uid}:${uid}`,
    Cmd: [...initCommand],
    Entrypoint: [],
    WorkingDir: '/',
    OpenStdin: false,
    HostConfig: {
      ...(runtime ? { Runtime: runtime } : {}),
      NetworkMode: 'none',
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges', `seccomp=${seccomp}`],
      ReadonlyRootfs: true,
      Privileged: false,
      Init: false,
      IpcMode: 'private',
      OomScoreAdj: oomScore,
      PidsLimit: limits.maxProcesses,
      Memory: pages(limits.memoryBytes),
      MemorySwap: pages(limits.memoryBytes),
      CpuPeriod: cpuPeriodMicroseconds,
      CpuQuota: Math.round(limits.cpuCores * cpuPeriodMicroseconds),
      CpuShares: cpuShares,
      Ulimits: [['nofile', limits.maxOpenFiles], ['core', 0], ['memlock', lockedMemoryBytes], ['fsize', largestFileBytes], ...(podman ? [['nproc', podmanProcesses]] : [])].map(([Name, value]) => ({ Name: String(Name), Soft: Number(value), Hard: Number(value) })),
      Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '0', 'net.ipv4.ping_group_range': '0 2147483647' },
      Tmpfs: Object.fromEntries(layout.memory.map((folder) => {
        const user = folder.own ? uid : 0
        if (podman) return [folder.to, `rw,exec,nosuid,nodev,size=${folder.bytes},mode=${folder.mode},U`]
        return [folder.to, `rw,exec,nosuid,nodev,size=${folder.bytes},nr_inodes=${mostFiles(folder)},mode=${folder.mode},uid=${user},gid=${user}`]
      })),
      Binds: [...binds, ...layout.shown.map(({ from, to }) => [from, to] as const)].map(([from, to]) => `${from}:${to}:ro`),
      LogConfig: { Type: 'none', Config: {} },
      RestartPolicy: { Name: 'no' },
    },
  }
}

function pages(bytes: number): number {
  return Math.floor(bytes / 4096) * 4096
}
