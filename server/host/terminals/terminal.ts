import type { AttachAnswer } from '../../../lib/protocol/events.ts'
import { limits } from '../../../lib/protocol/limits.ts'
import type { TerminalView } from '../../../lib/protocol/session-view.ts'
import { Refusal } from '../refusal.ts'
import type { Pty, PtyExit } from '../sandbox/sandbox.ts'
import { Coalescer } from './coalescer.ts'
import type { Courtesy } from './courtesy.ts'
import { OutputRing } from './output-ring.ts'
import { endLine, enterKey } from './end-line.ts'
import { looksTheSame } from './looks-the-same.ts'
import { Mirror } from './mirror/mirror.ts'
import type { MirrorThread } from './mirror/mirror-thread.ts'
import { Recorder, type RecorderOptions } from './recording/recorder.ts'
import { ShellState, type ShellEvents } from './shell/shell-state.ts'
import { TerminalInput } from './terminal-input.ts'
import { Typing } from './typing.ts'
import { Viewers, type Size, type Viewer } from './viewers.ts'

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
  /** Raw output that is kept for tabs that come back. */
  readonly ringBytes?: number
  /** Where and how much it is recorded. */
  readonly recording: Pick<RecorderOptions, 'file' | 'quotaBytes'>
  /** Keeps what leaves the ring, as a screen. */
  readonly mirrors: MirrorThread
  /** Between all terminals of a host; without it a flood is never slowed down for others. */
  readonly courtesy?: Courtesy
  readonly now: () => number
  /** The time of day. */
  readonly clock: () => number
}

/** Printed and not yet sent: a program is held back beyond the first, goes on below the second. */
const pauseBytes = 16 * 1024
const resumeBytes = 8 * 1024
/** What a pseudo terminal gives at once. */
const largestRead = 64 * 1024
/** What a program may print in a second while nobody looks; a forgotten `yes` must not cost a core. */
const unwatchedBytesPerSecond = 2 * 1024 * 1024

/** A program that redraws at a new size must have seen the size in between. */
const nudgeMs = 60

type State = TerminalView['state']

/** A program on a terminal, its output for ever numbered, and the tabs that look at it. It outlives every connection. */
export class Terminal {
  readonly id: string
  readonly number: number
  readonly host: string
  readonly #options: TerminalOptions
  readonly #ring: OutputRing
  readonly #mirror: Mirror
  readonly #viewers: Viewers
  readonly #coalescer: Coalescer
  readonly #input: TerminalInput
  readonly recorder: Recorder
  /** What its shell tells about itself. */
  readonly shell: ShellState
  /** Texts that are typed as a learner would. */
  readonly typing: Typing
  #wasAttached = false
  #nudge: NodeJS.Timeout | undefined
  #rest: NodeJS.Timeout | undefined
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
    this.#ring = new OutputRing(options.ringBytes ?? limits.ringBytes)
    this.#coalescer = new Coalescer(() => this.#viewers.pump(), options.now)
    this.#viewers = new Viewers(this.#ring, options.now)
    this.#input = new TerminalInput((full) => this.#viewers.tellPressure(full))
    this.#mirror = new Mirror({ thread: options.mirrors, ring: this.#ring, size: options.size })
    this.recorder = new Recorder({ ...options.recording, now: options.now, clock: options.clock }, options.size)
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
    return { id: this.id, number: this.number, name: this.#name, host: this.host, state: this.#state, ...this.shell.view(), recorded: this.recorder.on, ...this.#size }
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
    pty.readInto?.(() => this.#ring.room())
    pty.onData((data) => {
      this.#silent = false
      // Somebody waits for it; who follows the shell does not.
      this.#printed(data)
      this.shell.printed(data)
      this.#restAfter(data.length)
    })
    pty.onExit((exit) => this.#ended(pty, exit))
    this.#options.onChange()
  }

  /**
   * The answer is to be sent before anything that follows it; `go` lets the output flow.
   * @throws Refusal when the tab left while its picture was drawn
   */
  async attach(viewer: Viewer, { offset, size }: { offset: number | undefined; size: Size }): Promise<{ answer: AttachAnswer; go: () => void }> {
    const start = this.#viewers.enter(viewer, size)
    const fresh = this.#isFresh(size)
    this.resize(size, viewer)
    const answer = this.#resumable(offset) ? this.#resume(viewer, offset) : await this.#repaint(viewer, fresh)
    const outlet = start(answer.offset)
    if (!outlet) throw new Refusal('not-found', 'This tab has left the terminal.')
    this.#wasAttached = true
    return {
      answer,
      go: () => {
        outlet.open()
        this.#balance()
      },
    }
  }

  detach(viewer: Viewer): void {
    this.#viewers.leave(viewer)
    this.#balance()
  }

  /** The tab's connection broke, without a word. */
  lose(viewer: Viewer): void {
    this.#viewers.lose(viewer)
    this.#balance()
  }

  /** A tab has taken the session for itself: a program is held back for no other one that vanished. */
  taken(tab: string): void {
    this.#viewers.taken(tab)
    this.#balance()
  }

  acked(viewer: Viewer, offset: number): void {
    this.#viewers.acked(viewer, offset)
    this.#balance()
  }

  /** What a tab typed. Enter starts a new program when the old one ended. */
  input(viewer: Viewer, { data, seq }: { data: Uint8Array; seq: number | undefined }): void {
    if (this.#state.kind === 'exited') {
      if (data.includes(enterKey)) void this.restart()
      return
    }
    const typed = this.#viewers.typed(viewer, data)
    if (!typed) return
    this.#options.courtesy?.typed(this)
    // Its screen has taken another tab's size meanwhile.
    if (typed.size && this.resize(typed.size, viewer)) viewer.resized(typed.size, this.#ring.end)
    this.#input.fromTab(viewer.tab, data, seq)
  }

  type(data: Uint8Array): void {
    this.#input.type(data)
  }

  /** A tab has this size now, and so has the program: the tab that was used last decides. Tells whether that is a change. */
  resize(size: Size, by: Viewer): boolean {
    this.#viewers.sized(by, size)
    if (this.#hasSize(size)) return false
    this.#size = size
    clearTimeout(this.#nudge)
    this.#pty?.resize(size.cols, size.rows)
    this.#mirror.resized(size)
    this.recorder.resized(size)
    this.#viewers.tellSize(size, by)
    return true
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
    this.recorder.flush()
    this.#tellProgress()
    this.#viewers.dropStalled()
    this.#balance()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#nudge)
    clearTimeout(this.#rest)
    this.#coalescer.close()
    this.#mirror.close()
    this.#viewers.clear()
    this.shell.ended()
    this.#pty?.kill('SIGKILL')
  }

  #printed(data: Uint8Array): void {
    this.#ring.keepFrom = this.#viewers.needed
    const left = this.#ring.append(data)
    this.#coalescer.add(data.length)
    if (left.length > 0) this.#mirror.left(left)
    if (this.#viewers.count === 0) this.#unwatched += data.length
    this.recorder.printed(data)
    this.#balance()
  }

  #ended(pty: Pty, { code, outOfMemory }: PtyExit): void {
    if (this.#pty !== pty) return
    this.#pty = undefined
    this.#input.connect(undefined)
    this.#state = { kind: 'exited', code }
    this.shell.ended()
    this.#printed(endLine(code, { outOfMemory }))
    this.#ring.finish()
    this.#coalescer.flush()
    this.#options.onChange()
  }

  #tellProgress(): void {
    const { running, printedBytes } = this.shell.log
    if (running && printedBytes !== this.#toldBytes) this.#options.onCommand({ id: running.id, ended: false })
    this.#toldBytes = printedBytes
  }

  #restAfter(bytes: number): void {
    const ms = this.#options.courtesy?.restAfter(this, bytes) ?? 0
    if (ms === 0 || this.#rest) return
    this.#rest = setTimeout(() => {
      this.#rest = undefined
      this.#balance()
    }, ms)
    this.#balance()
  }

  // The slowest tab that still takes output sets the pace, so that none of them loses any.
  #balance(): void {
    const pty = this.#pty
    if (!pty) return
    const { behind, absentBehind, absentCount } = this.#viewers
    const unwatched = this.#viewers.count === 0 && absentCount === 0 && this.#unwatched > unwatchedBytesPerSecond
    const flooded = this.#rest !== undefined || unwatched || absentBehind > this.#mostForAbsent
    if (!this.#paused && (behind > pauseBytes || flooded)) {
      this.#paused = true
      pty.pause()
    } else if (this.#paused && behind <= resumeBytes && !flooded) {
      this.#paused = false
      pty.resume()
    }
  }

  /** What may be printed for a tab that is away: one read more must still fit into the ring. */
  get #mostForAbsent(): number {
    const { ringBytes = limits.ringBytes } = this.#options
    return ringBytes - Math.min(2 * largestRead, ringBytes / 2)
  }

  #resumable(offset: number | undefined): offset is number {
    return offset !== undefined && offset >= this.#ring.start && offset <= this.#ring.end
  }

  #resume(viewer: Viewer, offset: number): AttachAnswer {
    return { kind: 'resume', offset, lastInput: this.#input.lastSeq(viewer.tab) }
  }

  /**
   * Nobody has seen any of it yet: what programs asked so far is still to be answered, so it comes as it was printed. A prompt
   * need not wait for the mirror's thread in another size either.
   */
  #isFresh(size: Size): boolean {
    return !this.#wasAttached && this.#mirror.isUntouched && (this.#hasSize(size) || looksTheSame(this.output(), size))
  }

  async #repaint(viewer: Viewer, fresh: boolean): Promise<AttachAnswer> {
    const picture = fresh ? undefined : await this.#mirror.picture()
    if (picture && !picture.whole && this.shell.alternate) this.#nudgeProgram()
    return {
      kind: 'repaint',
      offset: picture?.offset ?? 0,
      screen: picture?.bytes ?? new Uint8Array(),
      ...(picture?.size ?? this.#size),
      lastInput: this.#input.lastSeq(viewer.tab),
    }
  }

  // A program that draws the whole screen does so again at another size.
  #nudgeProgram(): void {
    const { cols, rows } = this.#size
    if (rows < 2) return
    clearTimeout(this.#nudge)
    this.#pty?.resize(cols, rows - 1)
    this.#nudge = setTimeout(() => this.#pty?.resize(this.#size.cols, this.#size.rows), nudgeMs)
  }

  #hasSize({ cols, rows }: Size): boolean {
    return cols === this.#size.cols && rows === this.#size.rows
  }
}
