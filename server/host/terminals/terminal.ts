import type { AttachAnswer } from '../../../lib/protocol/events.ts'
import { limits } from '../../../lib/protocol/limits.ts'
import type { TerminalView } from '../../../lib/protocol/session-view.ts'
import type { Pty } from '../sandbox/sandbox.ts'
import { Coalescer } from './coalescer.ts'
import { Outlet, type OutletTarget } from './outlet.ts'
import { OutputRing } from './output-ring.ts'
import { endLine, enterKey } from './end-line.ts'
import { ShellState, type ShellEvents } from './shell/shell-state.ts'
import { TerminalInput } from './terminal-input.ts'
import { Typing } from './typing.ts'

export interface Size {
  readonly cols: number
  readonly rows: number
}

/** One tab of a learner, as a terminal sees it. */
export interface Viewer extends OutletTarget {
  /** The tab's own id, the same after it connected again. */
  readonly tab: string
  resized(size: Size, offset: number): void
  pressure(full: boolean): void
}

export interface TerminalOptions {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly host: string
  readonly size: Size
  /** Starts the program; called again when the learner wants a new one. */
  readonly open: (size: Size) => Promise<Pty>
  /** Something that `view` shows has changed. */
  readonly onChange: () => void
  /** The shell started or ended a command, or the one that runs has printed more. */
  readonly onCommand: ShellEvents['command']
  readonly now: () => number
  /** The time of day. */
  readonly clock: () => number
}

/** Printed and not yet sent: a program is held back beyond the first, goes on below the second. */
const pauseBytes = 48 * 1024
const resumeBytes = 16 * 1024
/** What a program may print in a second while nobody looks; a forgotten `yes` must not cost a core. */
const unwatchedBytesPerSecond = 2 * 1024 * 1024

type State = TerminalView['state']

/** A program on a terminal, its output for ever numbered, and the tabs that look at it. It outlives every connection. */
export class Terminal {
  readonly id: string
  readonly number: number
  readonly host: string
  readonly #options: TerminalOptions
  readonly #ring = new OutputRing(limits.ringBytes)
  readonly #outlets = new Map<Viewer, Outlet>()
  readonly #coalescer: Coalescer
  readonly #input: TerminalInput
  /** What its shell tells about itself. */
  readonly shell: ShellState
  /** Texts that are typed as a learner would. */
  readonly typing: Typing
  #name: string
  #size: Size
  #pty: Pty | undefined
  #state: State = { kind: 'running' }
  #paused = false
  #unwatched = 0
  #silent = true
  #toldBytes = 0
  #closed = false

  constructor(options: TerminalOptions) {
    this.id = options.id
    this.number = options.number
    this.host = options.host
    this.#options = options
    this.#name = options.name
    this.#size = options.size
    this.#coalescer = new Coalescer(() => this.#pump(), options.now)
    this.#input = new TerminalInput((full) => {
      for (const viewer of this.#outlets.keys()) viewer.pressure(full)
    })
    this.shell = new ShellState({ events: { command: options.onCommand, changed: options.onChange }, now: options.now, clock: options.clock })
    this.typing = new Typing(this)
  }

  get name(): string {
    return this.#name
  }

  get running(): boolean {
    return this.#state.kind === 'running'
  }

  /** Its program has printed nothing yet. */
  get silent(): boolean {
    return this.#silent
  }

  view(): TerminalView {
    return { id: this.id, number: this.number, name: this.#name, host: this.host, state: this.#state, ...this.shell.view(), ...this.#size }
  }

  /** What was printed lately, as far back as it is kept. */
  output(): Uint8Array {
    return Buffer.concat(this.#ring.blocks().map(({ bytes }) => bytes))
  }

  /** Puts text of ours on the screen, as if the program had printed it. */
  print(text: string): void {
    this.#printed(Buffer.from(text))
  }

  /** Starts the program, or a new one after the old one ended. */
  async start(): Promise<void> {
    this.#state = { kind: 'running' }
    this.#silent = true
    const pty = await this.#options.open(this.#size)
    if (this.#closed) return pty.kill('SIGKILL')
    this.#pty = pty
    this.#input.connect(pty)
    pty.onData((data) => {
      this.#silent = false
      this.shell.printed(data)
      this.#printed(data)
    })
    pty.onExit(({ code }) => this.#ended(pty, code))
    this.#options.onChange()
  }

  /** The answer is to be sent before anything that follows it; `go` lets the output flow. */
  async attach(viewer: Viewer, { offset, size }: { offset: number | undefined; size: Size }): Promise<{ answer: AttachAnswer; go: () => void }> {
    this.resize(size, viewer)
    const lastInput = this.#input.lastSeq(viewer.tab)
    const from = this.#resumable(offset) ? offset : undefined
    const outlet = new Outlet({ ring: this.#ring, target: viewer, offset: from ?? this.#ring.start, now: this.#options.now })
    this.#outlets.set(viewer, outlet)
    const answer: AttachAnswer = from === undefined
      ? { kind: 'repaint', offset: this.#ring.start, screen: new Uint8Array(), ...this.#size, lastInput }
      : { kind: 'resume', offset: from, lastInput }
    return { answer, go: () => outlet.open() }
  }

  detach(viewer: Viewer): void {
    if (this.#outlets.delete(viewer)) this.#balance()
  }

  acked(viewer: Viewer, offset: number): void {
    this.#outlets.get(viewer)?.acked(offset)
    this.#balance()
  }

  /** What a tab typed. Enter starts a new program when the old one ended. */
  input(viewer: Viewer, { data, seq }: { data: Uint8Array; seq: number | undefined }): void {
    if (this.#state.kind === 'exited') {
      if (data.includes(enterKey)) void this.restart()
      return
    }
    this.#input.fromTab(viewer.tab, data, seq)
  }

  type(data: Uint8Array): void {
    this.#input.type(data)
  }

  resize(size: Size, by?: Viewer): void {
    if (size.cols === this.#size.cols && size.rows === this.#size.rows) return
    this.#size = size
    this.#pty?.resize(size.cols, size.rows)
    for (const viewer of this.#outlets.keys()) if (viewer !== by) viewer.resized(size, this.#ring.end)
  }

  rename(name: string): void {
    this.#name = name
    this.#options.onChange()
  }

  async restart(): Promise<void> {
    const old = this.#pty
    this.#pty = undefined
    this.shell.ended()
    old?.kill('SIGKILL')
    await this.start()
  }

  /** Once a second: lets go of who does not take output, and of a program that was held back because nobody looked. */
  tick(): void {
    this.#unwatched = 0
    this.#input.tick()
    this.#tellProgress()
    for (const [viewer, outlet] of this.#outlets) {
      if (!outlet.stalled && !outlet.lost) continue
      this.#outlets.delete(viewer)
      outlet.detach()
    }
    this.#balance()
  }

  close(): void {
    this.#closed = true
    this.#coalescer.close()
    this.#outlets.clear()
    this.shell.ended()
    this.#pty?.kill('SIGKILL')
  }

  #printed(data: Uint8Array): void {
    this.#ring.append(data)
    if (this.#outlets.size === 0) this.#unwatched += data.length
    this.#coalescer.add(data.length)
    this.#balance()
  }

  #ended(pty: Pty, code: number): void {
    if (this.#pty !== pty) return
    this.#pty = undefined
    this.#input.connect(undefined)
    this.#state = { kind: 'exited', code }
    this.shell.ended()
    this.#printed(endLine(code))
    this.#ring.finish()
    this.#coalescer.flush()
    this.#options.onChange()
  }

  #tellProgress(): void {
    const { running, printedBytes } = this.shell.log
    if (running && printedBytes !== this.#toldBytes) this.#options.onCommand({ id: running.id, ended: false })
    this.#toldBytes = printedBytes
  }

  #pump(): void {
    for (const outlet of this.#outlets.values()) outlet.pump()
  }

  // The slowest tab that still takes output sets the pace, so that none of them loses any.
  #balance(): void {
    const pty = this.#pty
    if (!pty) return
    let behind = 0
    for (const outlet of this.#outlets.values()) behind = Math.max(behind, outlet.behind)
    const flooded = this.#outlets.size === 0 && this.#unwatched > unwatchedBytesPerSecond
    if (!this.#paused && (behind > pauseBytes || flooded)) {
      this.#paused = true
      pty.pause()
    } else if (this.#paused && behind <= resumeBytes && !flooded) {
      this.#paused = false
      pty.resume()
    }
  }

  #resumable(offset: number | undefined): offset is number {
    return offset !== undefined && offset >= this.#ring.start && offset <= this.#ring.end
  }
}
