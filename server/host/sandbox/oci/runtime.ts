import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { stateFolder } from '../state-folder.ts'

const run = promisify(execFile)

/** A program that makes containers of OCI bundles. */
export interface Runtime {
  readonly name: RuntimeName
  /** Program and global options. */
  readonly command: readonly string[]
}

export const runtimeNames = ['runc', 'crun', 'runsc'] as const
export type RuntimeName = (typeof runtimeNames)[number]


export function openRuntime(name: RuntimeName): Runtime {
  return { name, command: [name, '--root', join(stateFolder, 'runtime', name)] }
}

/** `runc 1.1.5`. */
export async function runtimeVersion({ name }: Runtime): Promise<string> {
  const { stdout } = await run(name, ['--version'])
  return `${name} ${/\d[\w.+~-]*/.exec(stdout)?.[0] ?? ''}`.trim()
}
