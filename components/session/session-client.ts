import type { Socket } from 'socket.io-client'
import type { ClientEvents, Reply, RunCommand, ServerEvents } from '../../lib/protocol/events.ts'
import type { Result } from '../../lib/protocol/result.ts'
import type { SessionView } from '../../lib/protocol/session-view.ts'
import { initialSession, sessionReducer, type SessionEvent, type SessionState } from './session-state.ts'
import { TerminalStream, type TerminalSink } from './terminal-stream.ts'

export type ClientSocket = Socket<ServerEvents, ClientEvents>

/** The requests among the client's events: name → message and value. */
export type Requests = {
  [E in keyof ClientEvents as Parameters<ClientEvents[E]> extends [unknown, unknown] ? E : never]: Parameters<ClientEvents[E]> extends
    [infer Message, Reply<infer Value>] ? { message: Message; value: Value } : never
}

export interface Size {
  readonly cols: number
  readonly rows: number
}

interface Attached {
  readonly stream: TerminalStream
  size: Size
}

/** Longest wait for an answer; a check may run for a minute. */
const answerTimeoutMs = 90_000
/** Input is cut into pieces of this many characters, well under the server's limit of 32 KiB in bytes. */
const inputPiece = 8_000
const retryMs = 1_000

/** One learner's session as seen from this page: a socket, the state it leads to, and the streams of its terminals. */
export class SessionClient {
  readonly #scenario: string
  readonly #open: () => ClientSocket
  readonly #listeners = new Set<() => void>()
  readonly #terminals = new Map<string, Attached>()
  #socket: ClientSocket | undefined
  #state = initialSession
  #page: number | undefined
  #joining = false

  constructor(options: { readonly scenario: string; readonly open: () => ClientSocket }) {
    this.#scenario = options.scenario
    this.#open = options.open
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getState = (): SessionState => this.#state

  /** Connects and joins; does nothing when that has been done. */
  start(): void {
    if (this.#socket) return
    this.#dispatch({ kind: 'connecting' })
    const socket = this.#open()
    this.#socket = socket
    socket.on('connect', () => void this.#join())
    socket.on('disconnect', (reason) => this.#disconnected(reason))
    socket.io.on('reconnect_attempt', () => this.#dispatch({ kind: 'connecting' }))
    socket.on('session:state', (view) => this.#dispatch({ kind: 'view', view }))
    socket.on('command:state', (state) => this.#dispatch({ kind: 'command', state }))
    socket.on('files:changed', () => this.#dispatch({ kind: 'files-changed' }))
    socket.on('notice', (notice) => this.#dispatch({ kind: 'notice', notice }))
    socket.on('terminal:data', (chunk) => this.#terminals.get(chunk.terminal)?.stream.receive(chunk))
  }

  /** Leaves the page; the session lives on at the server. */
  dispose(): void {
    for (const { stream } of this.#terminals.values()) stream.close()
    this.#terminals.clear()
    this.#socket?.disconnect()
    this.#socket = undefined
    this.#state = initialSession
  }

  /** The learner looks at this page: starts the session if need be, and lets the page's scripts run. */
  openPage(page: number): void {
    this.#page = page
    this.start()
    if (this.#state.connection === 'online' && this.#state.view) void this.#announcePage()
  }

  async request<E extends keyof Requests>(event: E, message: Requests[E]['message']): Promise<Result<Requests[E]['value']>> {
    const socket = this.#socket
    if (!socket?.connected) return { ok: false, code: 'not-ready', message: 'There is no connection to the server right now.' }
    return new Promise((resolve) => {
      const answered = (error: Error | null, result: Result<Requests[E]['value']>): void => {
        resolve(error ? { ok: false, code: 'timeout', message: 'The server did not answer in time.' } : result)
      }
      // socket.io's types cannot follow an event name that is itself a type parameter; `Requests` ties message and value to it.
      const emit = socket.timeout(answerTimeoutMs).emit.bind(socket.timeout(answerTimeoutMs)) as (...args: unknown[]) => void
      emit(event, message, answered)
    })
  }

  /** Puts a terminal's output on a screen from now on. The returned function ends that. */
  attach(terminal: string, sink: TerminalSink, size: Size): () => void {
    const stream = new TerminalStream({
      sink,
      acknowledge: (offset) => this.#socket?.emit('terminal:ack', { terminal, offset }),
      attachAgain: () => void this.#attach(terminal),
    })
    this.#terminals.set(terminal, { stream, size })
    if (this.#state.connection === 'online') void this.#attach(terminal)
    return () => {
      stream.close()
      if (this.#terminals.get(terminal)?.stream === stream) this.#terminals.delete(terminal)
    }
  }

  resize(terminal: string, size: Size): void {
    const attached = this.#terminals.get(terminal)
    if (attached) attached.size = size
    if (this.#state.connection === 'online') this.#socket?.emit('terminal:resize', { terminal, ...size })
  }

  input(terminal: string, data: string): void {
    if (this.#state.connection !== 'online') return
    for (let at = 0; at < data.length; at += inputPiece) {
      this.#socket?.emit('terminal:input', { terminal, data: data.slice(at, at + inputPiece) })
    }
  }

  activate(terminal: string): void {
    const view = this.#state.view
    if (!view || view.activeTerminal === terminal) return
    this.#socket?.emit('terminal:activate', { terminal })
  }

  async run(command: RunCommand): Promise<Result<{ terminal: string }>> {
    const result = await this.request('command:run', command)
    if (!result.ok) this.#dispatch({ kind: 'notice', notice: { level: 'warning', text: result.message } })
    return result
  }

  async check(page: number): Promise<void> {
    this.#dispatch({ kind: 'check', page, check: { kind: 'running' } })
    const result = await this.request('check:run', { page })
    const check = result.ok ? { kind: 'judged', verdict: result.value } as const : { kind: 'refused', message: result.message } as const
    this.#dispatch({ kind: 'check', page, check })
  }

  async restart(keepFiles: boolean): Promise<void> {
    const result = await this.request('session:restart', { keepFiles })
    if (result.ok) this.#joined(result.value)
    else this.#dispatch({ kind: 'notice', notice: { level: 'error', text: result.message } })
  }

  /** Ends the session for good and leaves. */
  async end(): Promise<boolean> {
    const result = await this.request('session:end', {})
    if (!result.ok) {
      this.#dispatch({ kind: 'notice', notice: { level: 'error', text: result.message } })
      return false
    }
    this.#dispatch({ kind: 'left' })
    this.#socket?.disconnect()
    this.#socket = undefined
    return true
  }

  notify(level: 'info' | 'warning' | 'error', text: string): void {
    this.#dispatch({ kind: 'notice', notice: { level, text } })
  }

  dismiss(id: number): void {
    this.#dispatch({ kind: 'notice-dismissed', id })
  }

  async #join(): Promise<void> {
    if (this.#joining) return
    this.#joining = true
    const known = this.#state.view?.id
    const result = await this.request('session:join', { scenario: this.#scenario, ...(known ? { session: known } : {}) })
    this.#joining = false
    if (!result.ok) {
      this.#dispatch({ kind: 'refused', code: result.code, message: result.message })
      return
    }
    this.#joined(result.value)
  }

  #joined(view: SessionView): void {
    this.#dispatch({ kind: 'connected' })
    this.#dispatch({ kind: 'view', view })
    for (const terminal of this.#terminals.keys()) void this.#attach(terminal)
    void this.#announcePage()
  }

  async #announcePage(): Promise<void> {
    const page = this.#page
    if (page === undefined) return
    const opened = this.#state.view?.pagesOpened ?? []
    // Someone who comes in by a link to a later page still needs what the first page sets up.
    if (page > 0 && !opened.includes(0)) await this.request('page:open', { page: 0 })
    await this.request('page:open', { page })
  }

  async #attach(terminal: string): Promise<void> {
    const attached = this.#terminals.get(terminal)
    if (!attached) return
    const { stream, size } = attached
    const offset = stream.offset
    const result = await this.request('terminal:attach', { terminal, ...size, ...(offset === undefined ? {} : { offset }) })
    if (result.ok && this.#terminals.get(terminal)?.stream === stream) stream.attached(result.value)
  }

  #disconnected(reason: string): void {
    for (const { stream } of this.#terminals.values()) stream.detached()
    this.#dispatch({ kind: 'disconnected' })
    // After a farewell by the server socket.io waits for us to call again.
    if (reason === 'io server disconnect' && this.#state.connection === 'offline') setTimeout(() => this.#socket?.connect(), retryMs)
  }

  #dispatch(event: SessionEvent): void {
    const next = sessionReducer(this.#state, event)
    if (next === this.#state) return
    this.#state = next
    for (const listener of this.#listeners) listener()
  }
}
