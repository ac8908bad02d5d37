import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Cgroups } from '../cgroups/cgroups.ts'
import { stateFolder } from '../state-folder.ts'

const run = promisify(execFile)

export const runtimeNames = ['runc', 'crun'] as const
export type RuntimeName = (typeof runtimeNames)[number]

/** A program that makes containers of OCI bundles. */
export interface Runtime {
  readonly name: RuntimeName
  /** Program and global options. */
  readonly command: readonly string[]
  /**
   * Whether our launcher puts processes into control groups and the runtime is kept from them: crun knows version 2 alone, and
   * refuses to start where there is a version 1 beside it.
   */
  readonly withoutGroups: boolean
}

export function openRuntime(name: RuntimeName, { version }: Pick<Cgroups, 'version'>): Runtime {
  const withoutGroups = name === 'crun' && version === 1
  return { name, withoutGroups, command: [name, '--root', runtimeFolder(name), ...(withoutGroups ? ['--cgroup-manager=disabled'] : [])] }
}

/** Where a runtime keeps what it remembers of containers. */
export function runtimeFolder(name: RuntimeName): string {
  return join(stateFolder, 'runtime', name)
}

/** Shows a runtime a machine with version 2 of the control groups, in a mount namespace that is already its own. */
export const hideGroups = 'mount -t cgroup2 none /sys/fs/cgroup\n'

/**
 * The runtimes to try, the best first: crun, which is smaller and quicker, where control groups are of version 2 alone, as it
 * wants them; runc everywhere else.
 */
export function runtimeOrder({ version }: Pick<Cgroups, 'version'>): readonly RuntimeName[] {
  return version === 2 ? ['crun', 'runc'] : ['runc', 'crun']
}

/** `runc 1.1.5`. */
export async function runtimeVersion({ name }: { readonly name: RuntimeName | 'runsc' }): Promise<string> {
  const { stdout } = await run(name, ['--version'])
  return `${name} ${/\d[\w.+~-]*/.exec(stdout)?.[0] ?? ''}`.trim()
}
