import { accessSync, constants, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { neededControllers, parseMount, readOr, v1Controllers, type Cgroups, type V1Controller } from './cgroups.ts'
import { parseGroups } from './verify-group.ts'

/** Folder below a group of ours into which its processes go: in version 2 a group has processes or groups below it. */
export const serverFolder = 'rehearsal-server'

export interface Surroundings {
  /** Text of /proc/self/mountinfo and /proc/self/cgroup. */
  readonly mountinfo: string
  readonly cgroup: string
  /** Whether we may make groups in a folder and put processes into them. */
  readonly mayUse: (folder: string) => boolean
}

/**
 * The control groups that were given to us, for a process that is not root: those that it is in itself, when they are its
 * own. `systemd-run --user --scope -p Delegate=yes` gives such.
 * @returns a sentence when there are none
 */
export function findDelegated({ mountinfo, cgroup, mayUse }: Surroundings = surroundings()): Cgroups | string {
  const groups = parseGroups(cgroup)
  const mounts = mountinfo.split('\n').flatMap(parseMount)
  const ownFolder = (path: string, group: string | undefined) => join(path, (group ?? '/').replace(new RegExp(`/${serverFolder}$`), ''))

  const v1 = v1Controllers.flatMap((controller) => {
    const mount = mounts.find(({ type, options }) => type === 'cgroup' && options.includes(controller))
    return mount ? [[controller, ownFolder(mount.path, groups.get(controller))] as const] : []
  })
  if (v1.length === v1Controllers.length) {
    const closed = v1.find(([, folder]) => !mayUse(folder))
    // The cast is checked by the line above: every controller has a folder.
    return closed ? notOurs(closed[1]) : { version: 1, roots: Object.fromEntries(v1) as Record<V1Controller, string> }
  }
  const v2 = mounts.find(({ type }) => type === 'cgroup2')
  if (!v2) return 'this machine has no control groups'
  const root = ownFolder(v2.path, groups.get(''))
  if (!mayUse(root)) return notOurs(root)
  const controllers = readOr(join(root, 'cgroup.controllers'), '').trim().split(' ')
  const absent = neededControllers.filter((controller) => !controllers.includes(controller))
  return absent.length === 0 ? { version: 2, root } : `the control group ${root} was given to us without ${absent.join(', ')}`
}

function notOurs(folder: string): string {
  return `the control group ${folder} is not ours to divide`
}

function surroundings(): Surroundings {
  return { mountinfo: readFileSync('/proc/self/mountinfo', 'utf8'), cgroup: readFileSync('/proc/self/cgroup', 'utf8'), mayUse }
}

function mayUse(folder: string): boolean {
  try {
    for (const path of [folder, join(folder, 'cgroup.procs')]) accessSync(path, constants.W_OK)
    return true
  } catch {
    // Not there or not ours: the same to us.
    return false
  }
}
