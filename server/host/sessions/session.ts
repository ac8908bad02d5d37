import type { ServerEvents } from '../../../lib/protocol/events.ts'
import type { SessionStatus, SessionView } from '../../../lib/protocol/session-view.ts'
import type { Scenario } from '../../../lib/scenario/scenario.ts'
import type { Browser } from '../link/browser.ts'
import { Refusal } from '../refusal.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { Terminal } from '../terminals/terminal.ts'
import { Gate } from './gate.ts'
import { SessionTab } from './session-tab.ts'
import type { ScriptContext, SessionParts, StartedLab } from './session-parts.ts'
import { BlockRuns } from './block-runs.ts'
import { openFirstTerminals } from './first-terminals.ts'
import { startMachine } from './start-machine.ts'
import { TerminalSet, type CommandEvent } from './terminal-set.ts'
import type { SessionLimits } from './session-limits.ts'

export interface SessionOptions {
  readonly id: string
  readonly previewId: string
  readonly person: string
  readonly scenario: Scenario
  readonly parts: SessionParts
  /** Id of an earlier machine whose home folder this one takes over. */
  readonly homeOf: string | undefined
  readonly limits: SessionLimits
  readonly onEnd: (session: Session, reason: string) => void
}

/** Everything of a started session that must be taken down again. */
export interface Machine {
  readonly sandbox: Sandbox
  readonly lab: StartedLab | undefined
  /** What of the scenario's own machine is missing here. */
  readonly notice: string | undefined
  /** Files it was to have and has not, one sentence each. */
  readonly warnings: readonly string[]
}

/** One learner's work on one scenario. It lives on while nobody is connected. */
export class Session {
  readonly id: string
  readonly previewId: string
  readonly scenario: Scenario
  /** On the clock of `parts.now`. */
  readonly startedAt: number
  readonly terminals: TerminalSet
  /** People who may come in: who started it, and who followed a link of theirs. */
  readonly people: Set<string>
  /** Requests that start a process on the machine pass through here. */
  readonly gate = new Gate({ width: 4, waiting: 64 })
  readonly pagesOpened = new Set<number>()
  readonly blocksRun = new Set<string>()
  readonly blockRuns = new BlockRuns((state) => this.#broadcast('command:state', state))
  /** What background scripts printed, the last 64 KiB. */
  log = ''
  readonly #options: SessionOptions
  readonly #tabs = new Map<Browser, SessionTab>()
  #status: SessionStatus = { kind: 'starting', message: 'Starting your machine …' }
  #machine: Machine | undefined
  #announcing = false
  #watch: { stop(): void } | undefined
  #started: Promise<void> = Promise.resolve()

  constructor(options: SessionOptions) {
    const { id, previewId, person, scenario, parts, limits } = options
    this.id = id
    this.previewId = previewId
    this.scenario = scenario
    this.startedAt = parts.now()
    this.people = new Set([person])
    this.#options = options
    this.terminals = new TerminalSet({
      salt: id.slice(0, 4),
      mostTerminals: limits.mostTerminals,
      hosts: hostsOf(scenario),
      open: (size) => this.#openPty(size),
      onChange: () => this.announce(),
      onCommand: (terminal, event) => this.#commandChanged(terminal, event),
      mirrors: parts.mirrors,
      courtesy: parts.courtesy,
      recordingOf: (terminal) => ({ file: parts.recordings.file(id, terminal), quotaBytes: parts.recordings.quotaBytes }),
      now: parts.now,
      clock: Date.now,
    })
  }

  get status(): SessionStatus {
    return this.#status
  }

  get parts(): SessionParts {
    return this.#options.parts
  }

  get tabs(): Iterable<SessionTab> {
    return this.#tabs.values()
  }

  get tabCount(): number {
    return this.#tabs.size
  }

  /** @throws Refusal `not-ready` while it starts, `ended` when it is over */
  get sandbox(): Sandbox {
    return this.#needMachine().sandbox
  }

  /** What the sandbox driver calls this machine; a home folder goes by this name. */
  get machineId(): string {
    return this.#options.homeOf ?? this.id
  }

  /** What scripts and checks work on. */
  get context(): ScriptContext {
    return { sandbox: this.sandbox, scenario: this.scenario, addresses: this.parts.addressesOf(this.previewId), keptHome: this.#options.homeOf !== undefined }
  }

  view(): SessionView {
    const { driver, addressesOf } = this.parts
    return {
      id: this.id,
      scenario: this.scenario.slug,
      status: this.#status,
      terminals: this.terminals.views(),
      activeTerminal: this.terminals.active,
      addresses: addressesOf(this.previewId),
      driver: driver.name,
      unsandboxed: driver.loopbackOnly,
      pagesOpened: [...this.pagesOpened],
      blocksRun: [...this.blocksRun],
      hasLab: this.#machine?.lab !== undefined,
      ...(this.#machine?.notice ? { notice: this.#machine.notice } : {}),
      ...this.#options.limits.view(),
      tabs: this.#tabs.size,
    }
  }

  /** All machines are in use: this is its place in the line, from 1 on. */
  wait(place: number): void {
    const message = place === 1 ? 'All machines are in use. You are next.' : `All machines are in use. You are number ${place} in the line.`
    if (this.#status.kind !== 'starting' || this.#status.message === message) return
    this.#status = { kind: 'starting', message }
    this.announce()
  }

  start(): void {
    this.#status = { kind: 'starting', message: 'Starting your machine …' }
    this.#options.limits.begin()
    this.#started = this.#bringUp()
  }

  /** Waits until the machine is up or has failed, at most so long. */
  async startedWithin(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms)
    })
    await Promise.race([this.#started, patience])
    clearTimeout(timer)
  }

  /** The learner did something. */
  seen(): void {
    this.#options.limits.seen()
  }

  extend(): boolean {
    return this.#options.limits.extend()
  }

  has(browser: Browser): boolean {
    return this.#tabs.has(browser)
  }

  // Never rejects: a failure ends the session with its reason.
  async #bringUp(): Promise<void> {
    try {
      const machine = await startMachine(this.#options)
      if (this.#status.kind === 'ended') return void takeDown(machine)
      this.#machine = machine
      machine.sandbox.onEnd((reason) => void this.end(reason))
      for (const warning of machine.warnings) this.addLog(`${warning}\n`)
      await openFirstTerminals(this)
      if (this.#status.kind === 'starting') this.#status = { kind: 'ready' }
    } catch (error) {
      console.error(`Session ${this.id} could not start:`, error)
      await this.end(error instanceof Refusal ? error.message : 'Your machine could not be started. Try again in a moment.')
    }
    this.announce()
  }

  join(browser: Browser, { tab, mode }: { tab: string; mode: 'take' | 'share' }): SessionTab {
    for (const [other, joined] of this.#tabs) {
      if (other === browser || (mode === 'share' && joined.id !== tab)) continue
      // The same tab on a new connection: the old one is dead, even if nobody has heard of it yet.
      this.leave(other, { lost: joined.id === tab })
      if (joined.id !== tab) other.send('session:moved')
    }
    if (mode === 'take') for (const terminal of this.terminals.all) terminal.taken(tab)
    const joined = this.#tabs.get(browser) ?? new SessionTab(browser, tab)
    this.#tabs.set(browser, joined)
    this.seen()
    return joined
  }

  /** A tab goes; when it was `lost` with its connection, its terminals wait for it a moment. */
  leave(browser: Browser, { lost = false }: { readonly lost?: boolean } = {}): void {
    const tab = this.#tabs.get(browser)
    if (!tab) return
    this.#tabs.delete(browser)
    if (this.#tabs.size === 0) this.#stopWatch()
    for (const terminal of this.terminals.all) {
      if (lost) terminal.lose(tab.viewer(terminal.id))
      else terminal.detach(tab.viewer(terminal.id))
    }
    if (this.#tabs.size === 0) this.#options.limits.left()
  }

  /** Tells every tab how things are, once for all changes of the moment. */
  announce(): void {
    if (this.#announcing) return
    this.#announcing = true
    setImmediate(() => {
      this.#announcing = false
      this.#broadcast('session:state', this.view())
    })
  }

  #broadcast<E extends keyof ServerEvents>(event: E, ...value: Parameters<ServerEvents[E]>): void {
    for (const { browser } of this.#tabs.values()) browser.send(event, ...value)
  }

  #commandChanged(terminal: Terminal, event: CommandEvent): void {
    this.blockRuns.ended(terminal, event)
    this.#broadcast('transcript:changed', { terminal: terminal.id, id: event.id, ended: event.ended })
  }

  /** Somebody looks at the files of the editor's folder: from now on every tab hears when they change. */
  watchFiles(): void {
    const { files } = this.parts
    this.#watch ??= files.watch(this.sandbox, this.scenario.editor.path, () => {
      this.#broadcast('files:changed')
    })
  }

  #stopWatch(): void {
    this.#watch?.stop()
    this.#watch = undefined
  }

  addLog(text: string): void {
    this.log = (this.log + text).slice(-64 * 1024)
  }

  /** Once a second. */
  tick(): void {
    this.terminals.tick()
    const over = this.#options.limits.over(this.#tabs.size)
    if (over && this.#status.kind !== 'ended') void this.end(over)
  }

  /** Ends every program and frees everything, with `keepHome` all but the home folder; may be called twice. */
  async end(reason: string, { keepHome = false }: { readonly keepHome?: boolean } = {}): Promise<void> {
    if (this.#status.kind === 'ended') return
    this.#status = { kind: 'ended', reason }
    this.announce()
    this.#options.onEnd(this, reason)
    this.terminals.closeAll()
    await this.parts.recordings.removeSession(this.id)
    this.#stopWatch()
    const machine = this.#machine
    this.#machine = undefined
    if (machine) await takeDown(machine, keepHome)
  }

  #needMachine(): Machine {
    if (this.#machine) return this.#machine
    if (this.#status.kind === 'ended') throw new Refusal('ended', 'This session has ended.')
    throw new Refusal('not-ready', 'The machine is still starting.')
  }

  async #openPty(size: { cols: number; rows: number }): ReturnType<Sandbox['openPty']> {
    const { sandbox } = this.#needMachine()
    return sandbox.openPty({ ...size, ...(await this.#options.parts.shellOf(sandbox, this.scenario)) })
  }
}

async function takeDown({ sandbox, lab }: Machine, keepHome = false): Promise<void> {
  const results = await Promise.allSettled([sandbox.destroy({ keepHome }), lab?.stop()])
  for (const result of results) if (result.status === 'rejected') console.error(`Session ${sandbox.id} left something behind:`, result.reason)
}

/** Hosts that the scenario names, the first one always there. */
function hostsOf(scenario: Scenario): readonly string[] {
  return [...new Set(['host01', ...scenario.terminals.map(({ host }) => host)])]
}
