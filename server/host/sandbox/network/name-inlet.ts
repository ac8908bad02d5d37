import { join } from 'node:path'
import type { Undo } from '../linux/undo.ts'
import type { SandboxInlet, SandboxSpec } from '../sandbox.ts'
import { openNameServer } from './name-server.ts'

type Names = Pick<SandboxSpec, 'hostNames'>

/** Whether a list of names is not enough, because they stand for everything below them. */
export function needsNameServer({ hostNames = [] }: Names): boolean {
  return hostNames.some((name) => name.startsWith('*.'))
}

/** A name server for a session where it needs one, as an inlet like any other. */
export async function openNames(folder: string, spec: Names, undo: Undo): Promise<readonly SandboxInlet[]> {
  if (!needsNameServer(spec)) return []
  const socketPath = join(folder, 'names.sock')
  const server = await openNameServer(socketPath, spec.hostNames ?? [])
  undo.push(() => server.close())
  return [{ port: 53, socketPath }]
}
