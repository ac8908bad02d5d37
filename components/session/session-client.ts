import type { Socket } from 'socket.io-client'
import type { AnswerOf, ClientEvents, RunCommand, ServerEvents } from '../../lib/protocol/events.ts'
import type { ClientEventName, ClientMessage } from '../../lib/protocol/messages.ts'
import type { Result } from '../../lib/protocol/result.ts'
import type { SessionView } from '../../lib/protocol/session-view.ts'
import { initialSession, isReady, sessionReducer, type SessionEvent, type SessionState } from './session-state.ts'
import { TerminalLink, type LinkedScreen, type Size, type TerminalWire } from './terminal-link.ts'

export type ClientSocket = Socket<ServerEvents, ClientEvents>

export interface SessionClientOptions {
  /** Slug of the scenario. */
  readonly scenario: string
  /** Id of this browser tab, the same after a reconnect. */
  readonly tab: string
  /** Token of a link to a session on another device. */
  readonly link?: string | undefined
  readonly open: () => ClientSocket
}

/** Longest wait for an answer; a check may run for a minute. */
const answerTimeoutMs = 90_000
/** A machine that is not there after this is told as such; the learner clicks again. */
const readyTimeoutMs = 60_000
const retryMs = 1_000

/** One learner's session as seen from this page: a socket, the state it leads to, and the links of its terminals. */
export class SessionClient {
  readonly #options: SessionClientOptions
  readonly #listeners = new Set<() => void>()
  readonly #links = new Map<string, TerminalLink>()
  readonly #wire: TerminalWire
  #socket: ClientSocket | undefined
  #state = initialSession
  #page: number | undefined
  #mode: 'take' | 'share' = 'take'
  /** How often another tab has taken the session. */
  #moves = 0

  constructor(options: SessionClientOptions) {
    this.#options = options
    this.#wire = {
      attach: (message, answered) => this.#ask('terminal:attach', message, answered),
      detach: (message) => this.#socket?.emit('terminal:detach', message),
      acknowledge: (message) => this.#socket?.emit('terminal:ack', message),
      input: (message) => this.#socket?.emit('terminal:input', message),
      resize: (message) => this.#socket?.emit('terminal:resize', message),
    }
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
    const socket = this.#options.open()
    this.#socket = socket
    socket.on('connect', () => void this.#join())
    socket.on('disconnect', (reason) => this.#disconnected(reason))
    socket.io.on('reconnect_attempt', () => this.#dispatch({ kind: 'connecting' }))
    socket.on('session:state', (view) => this.#dispatch({ kind: 'view', view }))
    socket.on('session:moved', () => this.#moved())
    socket.on('command:state', (state) => this.#dispatch({ kind: 'command', state }))
    socket.on('transcript:changed', ({ terminal }) => this.#dispatch({ kind: 'transcript-changed', terminal }))
    socket.on('files:changed', () => this.#dispatch({ kind: 'files-changed' }))
    socket.on('notice', (notice) => this.#dispatch({ kind: 'notice', notice }))
    socket.on('terminal:data', (chunk) => this.#links.get(chunk.terminal)?.receive(chunk))
    socket.on('terminal:resized', (size) => this.#links.get(size.terminal)?.resized(size))
    socket.on('terminal:pressure', ({ terminal, full }) => this.#links.get(terminal)?.pressed(full))
    socket.on('terminal:detached', ({ terminal }) => this.#links.get(terminal)?.fellBehind())
  }

  /** Leaves the page; the session lives on at the server. */
  dispose(): void {
    for (const link of this.#links.values()) link.close()
    this.#links.clear()
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

  /** After a refusal or the end of a session: asks for one anew. */
  startAgain(): void {
    const page = this.#page
    this.#socket?.disconnect()
    this.#socket = undefined
    this.#dispatch({ kind: 'left' })
    if (page !== undefined) this.openPage(page)
  }

  /** Takes a session back that another tab has taken, for this tab alone or for both. */
  async comeBack(mode: 'take' | 'share'): Promise<void> {
    this.#mode = mode
    if (this.#socket?.connected) await this.#join()
    else this.#socket?.connect()
  }

  request<E extends ClientEventName>(event: E, message: ClientMessage<E>): Promise<Result<AnswerOf<E>>> {
    return new Promise((resolve) => this.#ask(event, message, resolve))
  }

  #ask<E extends ClientEventName>(event: E, message: ClientMessage<E>, answered: (result: Result<AnswerOf<E>>) => void): void {
    const socket = this.#socket
    if (!socket?.connected) return answered({ ok: false, code: 'not-ready', message: 'There is no connection to the server right now.' })
    const timed = socket.timeout(answerTimeoutMs)
    // socket.io's types cannot follow an event name that is itself a type parameter; the signature above ties message and answer to it.
    const emit = timed.emit.bind(timed) as (...args: unknown[]) => void
    emit(event, message, (error: Error | null, result: Result<AnswerOf<E>>) => {
      answered(error ? { ok: false, code: 'timeout', message: 'The server did not answer in time.' } : result)
    })
  }

  /** As `request`, but a refusal becomes a notice on the screen. */
  async tell<E extends ClientEventName>(event: E, message: ClientMessage<E>): Promise<AnswerOf<E> | undefined> {
    const result = await this.request(event, message)
    if (result.ok) return result.value
    this.notify('warning', result.message)
    return undefined
  }

  /** Joins a terminal to a screen. The returned function ends that. */
  link(terminal: string, screen: LinkedScreen, size: Size): () => void {
    const link = new TerminalLink({ terminal, wire: this.#wire, screen, size })
    this.#links.get(terminal)?.close()
    this.#links.set(terminal, link)
    if (this.#state.connection === 'online') link.attach()
    return () => {
      link.close()
      if (this.#links.get(terminal) === link) this.#links.delete(terminal)
    }
  }

  resize(terminal: string, size: Size): void {
    this.#links.get(terminal)?.resize(size)
  }

  input(terminal: string, data: string): void {
    this.#links.get(terminal)?.type(data)
  }

  activate(terminal: string): void {
    if (this.#state.connection !== 'online' || this.#state.view?.activeTerminal === terminal) return
    this.#socket?.emit('terminal:activate', { terminal })
  }

  /** Types a command as soon as the machine is there; starts it if need be. */
  async run(command: RunCommand): Promise<{ readonly terminal: string } | undefined> {
    this.start()
    if (await this.#ready()) return this.tell('command:run', command)
    this.notify('warning', 'Your machine is not ready, so nothing was run. Try again in a moment.')
    return undefined
  }

  /** Waits for the machine; false when there will be none for now. */
  #ready(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(false), readyTimeoutMs)
      const settle = (ready: boolean): void => {
        clearTimeout(timer)
        stop()
        resolve(ready)
      }
      const look = (): void => {
        if (isReady(this.#state)) settle(true)
        else if (this.#state.refusal ?? this.#state.view?.status.kind === 'ended') settle(false)
      }
      const stop = this.subscribe(look)
      look()
    })
  }

  /** Puts terminals into another order, here at once; all ids of the session. */
  async reorder(terminals: readonly string[]): Promise<void> {
    this.#dispatch({ kind: 'reordered', terminals })
    await this.tell('terminal:reorder', { terminals: [...terminals] })
    this.#dispatch({ kind: 'order-answered', terminals })
  }

  async check(page: number): Promise<void> {
    this.#dispatch({ kind: 'check', page, check: { kind: 'running' } })
    const result = await this.request('check:run', { page })
    const check = result.ok ? { kind: 'judged', verdict: result.value } as const : { kind: 'refused', message: result.message } as const
    this.#dispatch({ kind: 'check', page, check })
  }

  async restart(keepFiles: boolean): Promise<void> {
    const view = await this.tell('session:restart', { keepFiles })
    if (view) this.#joined(view)
  }

  /** Ends the session for good and leaves; resolves to whether that was done. */
  async end(): Promise<boolean> {
    if ((await this.tell('session:end', {})) === undefined) return false
    this.#dispatch({ kind: 'left' })
    this.#socket?.disconnect()
    this.#socket = undefined
    this.#page = undefined
    return true
  }

  notify(level: 'info' | 'warning' | 'error', text: string): void {
    this.#dispatch({ kind: 'notice', notice: { level, text } })
  }

  dismiss(id: number): void {
    this.#dispatch({ kind: 'notice-dismissed', id })
  }

  async #join(): Promise<void> {
    const { scenario, tab, link } = this.#options
    const session = this.#state.view?.id
    const moves = this.#moves
    const result = await this.request('session:join', {
      scenario, tab, mode: this.#mode, ...(session ? { session } : {}), ...(link && !session ? { link } : {}),
    })
    // While this one waited for its machine, another tab came and took it.
    if (result.ok && moves !== this.#moves) return this.#dispatch({ kind: 'view', view: result.value })
    if (result.ok) return this.#joined(result.value)
    this.#dispatch({ kind: 'refused', code: result.code, message: result.message })
    // The server is only starting: whoever had a session waits for it.
    if (session && (result.code === 'not-ready' || result.code === 'timeout')) this.#joinLater()
  }

  #joinLater(): void {
    const socket = this.#socket
    setTimeout(() => {
      if (socket?.connected && this.#socket === socket) void this.#join()
    }, retryMs)
  }

  #joined(view: SessionView): void {
    this.#dispatch({ kind: 'view', view })
    this.#dispatch({ kind: 'connected' })
    for (const link of this.#links.values()) link.attach()
    void this.#announcePage()
  }

  async #announcePage(): Promise<void> {
    const page = this.#page
    if (page === undefined) return
    const opened = this.#state.view?.pagesOpened ?? []
    // Someone who comes in by a link to a later page still needs what the first page sets up.
    if (page > 0 && !opened.includes(0)) await this.request('page:open', { page: 0 })
    if (!opened.includes(page)) await this.request('page:open', { page })
  }

  #moved(): void {
    this.#moves += 1
    for (const link of this.#links.values()) link.detached()
    this.#dispatch({ kind: 'moved' })
  }

  #disconnected(reason: string): void {
    for (const link of this.#links.values()) link.detached()
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
