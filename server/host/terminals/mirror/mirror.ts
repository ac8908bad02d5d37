import { limits } from '../../../../lib/protocol/limits.ts'
import type { OutputBlock, OutputRing } from '../output-ring.ts'
import { Backlog } from './backlog.ts'
import type { MirrorAnswer, MirrorBase, ParkedMirror, ScreenSize } from './mirror-messages.ts'
import { MirrorLost, type MirrorThread } from './mirror-thread.ts'

export interface MirrorOptions {
  readonly thread: MirrorThread
  readonly ring: OutputRing
  readonly size: ScreenSize
}

/** What repaints a terminal: everything that was printed before `offset`. */
export interface Picture {
  readonly offset: number
  readonly bytes: Uint8Array
  readonly size: ScreenSize
  /** A program has the screen for itself. */
  readonly alternate: boolean
  /** All of the output went into it; else some was left out, and a program may have to draw itself anew. */
  readonly whole: boolean
}

/** So much waits here before the thread hears of it: most terminals never print that much and cost nothing. */
const relieveBytes = 512 * 1024
/** So much goes to the thread at once: a picture that somebody waits for may have to wait behind it. */
const pieceBytes = 512 * 1024
/** Output that only scrolls is thinned out when so much of it waits. */
const thinBytes = 2 * 1024 * 1024
/** More never waits: a program that redraws its screen faster than the thread follows does not wait for it either. */
const mostBytes = 4 * 1024 * 1024
const keptBytes = 2 * 1024 * 1024

let lastMirror = 0

/**
 * Everything a terminal has printed that its ring has let go, as a screen: kept by a thread, brought forward only when
 * somebody looks or much has come together. It never holds a program up: lines that only scrolled past are not parsed at
 * all, and of what else comes faster than the thread parses the oldest is left out; then the picture is not `whole`.
 */
export class Mirror {
  readonly #options: MirrorOptions
  readonly #number: number
  readonly #backlog = new Backlog()
  #generation = -1
  /** Where it starts from when the thread has nothing, and the offset that belongs to it. */
  #base: MirrorBase
  #baseAt = 0
  /** Everything before it is in the thread, or in the backlog. */
  #taken = 0
  /** Sizes that the terminal took on at an offset not yet taken. */
  #sizes: { readonly at: number; readonly size: ScreenSize }[] = []
  #size: ScreenSize
  /** More lines would only scroll on the screen that the thread has; unknown while it works. */
  #scrolls: boolean | undefined = true
  #running = 0
  #lastRun = 0
  /** Lines were left out as if they would only scroll after this run. */
  #assumedAfter: number | undefined
  #strikes = 0
  #whole = true
  #closed = false

  constructor(options: MirrorOptions) {
    lastMirror += 1
    this.#number = lastMirror
    this.#options = options
    this.#base = options.size
    this.#size = options.size
    options.thread.onParked(this.#number, (parked) => this.#parked(parked))
  }

  /** The terminal was always of one size and the ring still has all it printed: there is nothing to be repainted. */
  get isUntouched(): boolean {
    return this.#taken === 0 && this.#sizes.length === 0 && this.#options.ring.start === 0
  }

  /** Blocks that leave the ring, oldest first. */
  left(blocks: readonly OutputBlock[]): void {
    for (const { start, bytes } of blocks) {
      const end = start + bytes.length
      if (end > this.#taken) this.#take(bytes.subarray(Math.max(0, this.#taken - start)), Math.max(start, this.#taken))
    }
    if (this.#backlog.bytes >= relieveBytes) this.#relieve()
  }

  /** The terminal has this size from the end of the ring on. */
  resized(size: ScreenSize): void {
    this.#size = size
    this.#sizes.push({ at: this.#options.ring.complete, size })
  }

  /** Repaints all that is there by now; an empty screen when that cannot be had. */
  async picture(): Promise<Picture> {
    for (let tries = 0; tries < 3 && !this.#closed; tries += 1) {
      this.#takeAll()
      const offset = this.#taken
      const answer = await this.#run()
      if (answer) return { offset, bytes: answer.picture, size: answer.size, alternate: answer.alternate, whole: this.#whole }
    }
    return { offset: this.#options.ring.complete, bytes: new Uint8Array(), size: this.#size, alternate: false, whole: false }
  }

  close(): void {
    this.#closed = true
    this.#backlog.clear()
    this.#options.thread.forget(this.#number)
  }

  #take(bytes: Uint8Array, start: number): void {
    let from = 0
    while (this.#sizes[0] && this.#sizes[0].at <= start + bytes.length) {
      const { at, size } = this.#sizes[0]
      this.#sizes.shift()
      const cut = Math.max(from, at - start)
      this.#backlog.add(bytes.subarray(from, cut), start + cut)
      from = cut
      this.#backlog.resize(size, start + cut)
    }
    this.#backlog.add(bytes.subarray(from), start + bytes.length)
    this.#taken = start + bytes.length
  }

  #takeAll(): void {
    const { ring } = this.#options
    for (const { start, bytes } of ring.blocks()) {
      const whole = bytes.subarray(0, Math.max(0, ring.complete - start))
      if (start + whole.length > this.#taken) this.#take(whole.subarray(Math.max(0, this.#taken - start)), Math.max(start, this.#taken))
    }
    for (const { size } of this.#sizes.splice(0)) this.#backlog.resize(size, this.#taken)
    // Behind a picture no sequence may go on: whoever gets it begins to read there.
    this.#taken -= this.#backlog.takeBack()
    this.#thin()
  }

  #relieve(): void {
    if (this.#backlog.bytes >= thinBytes) this.#thin()
    // A line without end is not thinned out: where it wraps depends on all of it.
    const mustParse = this.#scrolls === false || !this.#backlog.scrolls || this.#backlog.bytes >= thinBytes
    if (mustParse && this.#running === 0) void this.#run(pieceBytes)
    if (this.#backlog.bytes <= mostBytes) return
    this.#backlog.dropTo(keptBytes)
    this.#whole = false
  }

  // What scrolls past the end of the scrollback leaves no trace. Twice the screen: its first lines may go where others
  // stand already.
  #thin(): void {
    if (this.#scrolls === false) return
    const dropped = this.#backlog.dropScrolled(limits.scrollbackLines + 2 * this.#size.rows)
    if (dropped && this.#scrolls === undefined) this.#assumedAfter = this.#lastRun
  }

  /** Gives the thread what waits, all of it and then a picture is wanted, or so much. Undefined when the thread was lost: all is set to begin anew. */
  async #run(most?: number): Promise<MirrorAnswer | undefined> {
    const { thread } = this.#options
    if (this.#generation !== thread.generation && this.#generation >= 0) this.#restart()
    const isNew = this.#generation !== thread.generation
    this.#generation = thread.generation
    const { steps, end = this.#taken, cut } = this.#backlog.take(most)
    this.#scrolls = undefined
    this.#running += 1
    this.#lastRun += 1
    const run = this.#lastRun
    try {
      const answer = await thread.run({ mirror: this.#number, ...(isNew ? { base: this.#base } : {}), steps, at: end, wantsPicture: most === undefined })
      this.#strikes = 0
      this.#learn(run, answer.scrollsPlainly && (cut ?? answer.insideSequence) === answer.insideSequence)
      return answer
    } catch (error) {
      if (!(error instanceof MirrorLost)) throw error
      if (error.ownFault) this.#strikes += 1
      this.#restart()
      return undefined
    } finally {
      this.#running -= 1
      if (this.#running === 0 && !this.#closed && this.#backlog.bytes >= relieveBytes) this.#relieve()
    }
  }

  #learn(run: number, scrolls: boolean): void {
    if (run === this.#lastRun) this.#scrolls = scrolls
    if (run !== this.#assumedAfter) return
    if (!scrolls) this.#whole = false
    this.#assumedAfter = undefined
  }

  // From what was put away last, if the ring goes on from there; else from an empty screen and the ring. What failed twice
  // is left out altogether.
  #restart(): void {
    const { ring } = this.#options
    this.#backlog.clear()
    this.#generation = -1
    this.#scrolls = undefined
    this.#assumedAfter = undefined
    // Sizes in between are no longer known; the last one counts.
    this.#sizes = [{ at: 0, size: this.#size }]
    if (this.#strikes < 2 && this.#baseAt >= ring.start) {
      this.#taken = this.#baseAt
      return
    }
    this.#whole = false
    this.#taken = this.#strikes < 2 ? ring.start : ring.complete
    this.#base = this.#size
    this.#baseAt = this.#taken
  }

  #parked({ at, base }: ParkedMirror): void {
    if (this.#generation !== this.#options.thread.generation) return
    this.#base = base
    this.#baseAt = at
  }
}
