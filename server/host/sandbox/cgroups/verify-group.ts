import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SandboxLimits } from '../sandbox.ts'
import { findCgroups, type Cgroups } from './cgroups.ts'
import { limitFiles } from './limit-files.ts'

/**
 * Reads back the limits of whatever group a process is in, for drivers whose groups are made by somebody else.
 * @throws when one is not what was asked for: such a sandbox is not to be given out
 */
export function verifyGroupOf(pid: number, limits: SandboxLimits): void {
  const cgroups = findCgroups()
  if (typeof cgroups === 'string') throw new Error(cgroups)
  const groups = parseGroups(readFileSync(`/proc/${pid}/cgroup`, 'utf8'))
  for (const { controller, file, value, optional } of limitFiles(cgroups.version, limits)) {
    const path = join(rootOf(cgroups, controller), groups.get(cgroups.version === 2 ? '' : controller) ?? '/', file)
    const found = existsSync(path) ? readFileSync(path, 'utf8').trim() : 'nothing'
    if (found !== value && !optional) throw new Error(`Expected ${file} of the sandbox to be ${value}, found ${found}: without limits there is no lab`)
  }
}

/** Folders of the group that a process is in, for whoever is to join it. */
export function groupFoldersOf(pid: number): readonly string[] {
  const cgroups = findCgroups()
  if (typeof cgroups === 'string') return []
  const groups = parseGroups(readFileSync(`/proc/${pid}/cgroup`, 'utf8'))
  const controllers = ['memory', 'pids', 'cpu'] as const
  return [...new Set(controllers.map((controller) => join(rootOf(cgroups, controller), groups.get(cgroups.version === 2 ? '' : controller) ?? '/')))]
}

function rootOf(cgroups: Cgroups, controller: 'memory' | 'pids' | 'cpu'): string {
  return cgroups.version === 2 ? cgroups.root : cgroups.roots[controller]
}

/** Path of the group by controller, from /proc/PID/cgroup; the one of version 2 has no controller. */
export function parseGroups(text: string): ReadonlyMap<string, string> {
  return new Map(text.split('\n').flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? []
    return controllers === undefined || path === undefined ? [] : controllers.split(',').map((controller) => [controller, path] as const)
  }))
}
