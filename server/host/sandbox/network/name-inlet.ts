import { join } from 'node:path'
import type { Undo } from '../linux/undo.ts'
import type { SandboxInlet, SandboxSpec } from '../sandbox.ts'
import type { Forwarder } from './internet/forwarder.ts'
import { openNameServer } from './name-server.ts'

type Names = Pick<SandboxSpec, 'hostNames'>

/** Who answers for a session's names: a list of them that is written down, a server of ours for them, or one that knows all others too. */
export type Resolver = 'list' | 'own' | 'internet'

export function resolverFor({ hostNames = [] }: Names, internet: boolean): Resolver {
  if (internet) return 'internet'
  return hostNames.some((name) => name.startsWith('*.')) ? 'own' : 'list'
}

/**
 * A name server for a session where it needs one, as inlets like any other.
 * @param forwarder who knows the names of the internet, where the session has a way there
 */
export async function openNames({ folder, spec: { hostNames: patterns = [] }, forwarder, undo }: {
  readonly folder: string
  readonly spec: Names
  readonly forwarder: Forwarder | undefined
  readonly undo: Undo
}): Promise<readonly SandboxInlet[]> {
  if (resolverFor({ hostNames: patterns }, forwarder !== undefined) === 'list') return []
  const open = async (over: 'tcp' | 'udp'): Promise<SandboxInlet> => {
    const socketPath = join(folder, `names-${over}.sock`)
    const server = await openNameServer({ socketPath, patterns, over, ...(forwarder ? { forwarder } : {}) })
    undo.push(() => server.close())
    return { port: 53, socketPath, ...(over === 'udp' ? { datagrams: true } : {}) }
  }
  // The names of a session alone are asked for over TCP, as its resolv.conf says; programs of the internet know UDP.
  return Promise.all([open('tcp'), ...(forwarder ? [open('udp')] : [])])
}
