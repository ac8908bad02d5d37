import type { ServerEvents } from '../../../lib/protocol/events.ts'

export interface BrowserPerson {
  readonly id: string
  readonly name: string
  readonly role: string
}

/** One connection of a browser, as the host process sees it through the link. */
export interface Browser {
  readonly person: BrowserPerson
  readonly address: string
  send<E extends keyof ServerEvents>(event: E, ...value: Parameters<ServerEvents[E]>): void
  /** Output of a terminal, in the shortest form that this browser understands. */
  data(terminal: string, offset: number, bytes: Uint8Array): void
}
