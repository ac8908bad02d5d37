import { existsSync } from 'node:fs'
import { hostName, type Layout } from '../linux/layout.ts'
import { shownPath, stagePath, stagePtys, stageRoot } from '../linux/stage.ts'

export interface BwrapLayout {
  readonly layout: Layout
  /** User inside. */
  readonly user: number
}

const devices = ['null', 'zero', 'full', 'random', 'urandom', 'tty']
const deviceLinks = [['/proc/self/fd', '/dev/fd'], ['/proc/self/fd/0', '/dev/stdin'], ['/proc/self/fd/1', '/dev/stdout'], ['/proc/self/fd/2', '/dev/stderr'], ['pts/ptmx', '/dev/ptmx']] as const
/** What the kernel tells about itself and nobody in a lab needs. Kernels differ in which they have. */
const hiddenFiles = ['/proc/kcore', '/proc/keys', '/proc/key-users', '/proc/latency_stats', '/proc/timer_list', '/proc/sched_debug', '/proc/sysrq-trigger', '/proc/kmsg']

/** Settings of the kernel: the same inside and outside, so that the host's own view of them will do. */
const readOnlyFolders = ['/proc/sys', '/proc/bus', '/proc/irq', '/proc/fs']

/**
 * The file system of a sandbox as arguments of bwrap, the same for every program in it: all that can be written is mounted
 * on the stage, so that they share it.
 * @param terminal whether the program has a terminal; it is /dev/console inside
 */
export function viewArguments({ layout, user }: BwrapLayout, { terminal }: { readonly terminal: boolean }): readonly string[] {
  const folders = layout.memory.filter(({ to }) => !to.startsWith('/dev/'))
  const inDevices = layout.memory.filter(({ to }) => to.startsWith('/dev/'))
  return [
    '--uid', String(user), '--gid', String(user),
    '--ro-bind', stageRoot, '/',
    '--proc', '/proc',
    ...hiddenFiles.filter((path) => existsSync(path)).flatMap((path) => ['--ro-bind', '/dev/null', path]),
    ...readOnlyFolders.filter((path) => existsSync(path)).flatMap((path) => ['--ro-bind', path, path]),
    '--perms', '0755', '--size', '65536', '--tmpfs', '/dev',
    ...devices.flatMap((name) => ['--dev-bind', `/dev/${name}`, `/dev/${name}`]),
    ...deviceLinks.flatMap(([target, path]) => ['--symlink', target, path]),
    '--dev-bind', stagePtys, '/dev/pts',
    ...inDevices.flatMap(({ name, to }) => ['--bind', stagePath(name), to]),
    ...(terminal ? ['--dev-bind', '/proc/self/fd/0', '/dev/console'] : []),
    '--remount-ro', '/dev',
    ...folders.flatMap(({ name, to }) => ['--bind', stagePath(name), to]),
    ...layout.shown.flatMap((shown, at) => ['--ro-bind', shownPath(shown, at), shown.to]),
    '--cap-drop', 'ALL',
    '--clearenv',
  ]
}

/** Namespaces of a new sandbox. The network is the launcher's. */
export const newNamespaces: readonly string[] = [
  '--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try', '--hostname', hostName,
]

export function environmentArguments(env: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value])
}
