import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The controllers that a lab needs, and where each is mounted. */
export type Cgroups =
  | { readonly version: 2; readonly root: string }
  | { readonly version: 1; readonly roots: Readonly<Record<V1Controller, string>> }

export const v1Controllers = ['memory', 'pids', 'cpu', 'freezer', 'devices'] as const
export type V1Controller = (typeof v1Controllers)[number]

/** Without these there is nothing to limit a session by. */
export const neededControllers = ['memory', 'pids', 'cpu'] as const

/** Folder below each root in which all our groups are. */
export const groupFolder = 'rehearsal'

/**
 * How processes are limited on this machine, read from /proc/self/mountinfo.
 * @returns a sentence when there is no way to limit them
 */
export function findCgroups(mountinfo = readFileSync('/proc/self/mountinfo', 'utf8')): Cgroups | string {
  const mounts = mountinfo.split('\n').flatMap(parseMount)
  const v1 = v1Controllers.map((controller) => [controller, mounts.find(({ type, options }) => type === 'cgroup' && options.includes(controller))?.path] as const)
  const missing = v1.filter(([, path]) => path === undefined).map(([controller]) => controller)
  // "Hybrid" machines mount version 2 as well, without the controllers: those count, not the mount.
  // The cast is checked by the line itself: every controller has a path.
  if (missing.length === 0) return { version: 1, roots: Object.fromEntries(v1) as Record<V1Controller, string> }
  const v2 = mounts.find(({ type }) => type === 'cgroup2')
  if (!v2) return `Expected cgroups with memory, pids and cpu, found none of version 2 and no ${missing.join(', ')} of version 1`
  const controllers = readOr(join(v2.path, 'cgroup.controllers'), '').trim().split(' ')
  const absent = neededControllers.filter((controller) => !controllers.includes(controller))
  return absent.length === 0 ? { version: 2, root: v2.path } : `Expected cgroup version 2 at ${v2.path} with memory, pids and cpu, found no ${absent.join(', ')}`
}

export interface Mount {
  readonly path: string
  readonly type: string
  readonly options: readonly string[]
}

// proc(5): `36 35 98:0 /root /path options… - type source superoptions`
export function parseMount(line: string): Mount[] {
  const [before = '', after = ''] = line.split(' - ')
  const path = before.split(' ')[4]
  const [type = '', , options = ''] = after.split(' ')
  return path ? [{ path, type, options: options.split(',') }] : []
}

export function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // A file of a controller that this kernel or this mount does not have.
    return otherwise
  }
}
