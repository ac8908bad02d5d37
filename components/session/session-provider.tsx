'use client'

import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { io } from 'socket.io-client'
import { frameParser } from '../../lib/protocol/frame-parser.ts'
import { earlyTab, socketQuery } from './early-socket.ts'
import { EarlyTransport } from './early-transport.ts'
import { SessionClient, type ClientSocket } from './session-client.ts'
import { initialSession, type SessionState } from './session-state.ts'

const SessionContext = createContext<SessionClient | undefined>(undefined)

/** Holds the one connection of a scenario's pages; it opens when a page first needs it, or at once when this one does. */
export function SessionProvider({ scenario, atOnce, children }: { scenario: string; atOnce: boolean; children: ReactNode }) {
  const [client] = useState(() => clientFor(scenario, atOnce))
  // React mounts twice in development; a client that was disposed of starts anew when a page asks for it.
  useEffect(() => () => {
    if (early?.client === client) early = undefined
    client.dispose()
  }, [client])
  return <SessionContext value={client}>{children}</SessionContext>
}

export function useSessionClient(): SessionClient {
  const client = useContext(SessionContext)
  if (!client) throw new Error('This component needs a SessionProvider around it')
  return client
}

/** A part of the session's state; the component renders again when that part is another value. */
export function useSession<T>(select: (state: SessionState) => T): T {
  const client = useSessionClient()
  const read = useMemo(() => () => select(client.getState()), [client, select])
  return useSyncExternalStore(client.subscribe, read, () => select(initialSession))
}

let early: { readonly scenario: string; readonly client: SessionClient } | undefined

// Somebody waits for a prompt: the connection comes up while the page still comes alive. React may render a part twice before
// it shows it, and both times it must be the same connection.
function clientFor(scenario: string, atOnce: boolean): SessionClient {
  if (!atOnce || typeof window === 'undefined') return createClient(scenario)
  if (early?.scenario !== scenario) early = { scenario, client: createClient(scenario) }
  early.client.start()
  return early.client
}

let tabId: string | undefined

function createClient(scenario: string): SessionClient {
  return new SessionClient({ scenario, tab: ownTabId(), link: linkToken(), open: openSocket })
}

function openSocket(): ClientSocket {
  return io({
    transports: [EarlyTransport],
    parser: frameParser,
    query: socketQuery,
    // Somebody waits in front of a dead screen: soon, and not all learners at the same moment.
    reconnectionDelay: 150,
    reconnectionDelayMax: 1_500,
    // A connection that breaks between its first and its second handshake tells socket.io nothing, which waits 20 s then.
    timeout: 5_000,
    // A page that is loaded once per learner never shares a connection with another.
    forceNew: true,
  })
}

// In memory only: a duplicated browser tab copies what is stored, and is a tab of its own all the same.
function ownTabId(): string {
  tabId ??= earlyTab() ?? Array.from(globalThis.crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return tabId
}

function linkToken(): string | undefined {
  if (typeof location === 'undefined') return undefined
  return new URLSearchParams(location.search).get('session') ?? undefined
}
