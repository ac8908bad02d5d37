import { limits } from '../../../../lib/protocol/limits.ts'
import type { OutputBlock, OutputRing } from '../output-ring.ts'
import type { MirrorAnswer, MirrorBase, MirrorStep, ParkedMirror, ScreenSize } from './mirror-messages.ts'
import { MirrorLost, type MirrorThread } from './mirror-thread.ts'
import { isPlain, lastLines } from './plain-run.ts'

export interface MirrorOptions {
  readonly thread: MirrorThread
  readonly ring: OutputRing
  readonly size: ScreenSize
  /** There is room again after `full`. */
  readonly onRelief: () => void
}

/** What repaints a terminal: everything that was printed before `offset`. */
export interface Picture {
  readonly offset: number
  readonly bytes: Uint8Array
  readonly size: ScreenSize
  /** A program has the screen for itself. */
  readonly alternate: boolean
  /** All of the output went into it; else some was lost with a thread, and a program may have to draw itself anew. */
  readonly whole: boolean
}

/** So much waits here before the thread hears of it: most terminals never print that much and cost nothing. */
const relieveBytes = 512 * 1024
/** What waits here and in the thread; a program that prints faster than a terminal parses is held back then. */
const fullBytes = 4 * 1024 * 1024

let lastMirror = 0

/**
 * Everything a terminal has printed that its ring has let go, as a screen: kept by a thread, brought forward only when
 * somebody looks or much has come together. Lines that only scrolled past are never parsed at all.
 */
export class Mirror {
  readonly #options: MirrorOptions
  readonly #number: number
  #generation = -1
  /** Where it starts from when the thread has nothing, and the offset that belongs to it. */
  #base: MirrorBase
  #baseAt = 0
  /** Everything before it is in the thread, or waits in `#steps`. */
  #taken = 0
  #steps: MirrorStep[] = []
  #waiting = 0
  #isPlain = true
  /** Sizes that the terminal took on at an offset not yet taken. */
  #sizes: { readonly at: number; readonly size: ScreenSize }[] = []
  #size: ScreenSize
  /** What the thread has of it would only scroll if whole lines came. */
  #scrollsPlainly = true
  #running = 0
  #runningBytes = 0
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

  /** The program must wait until `onRelief`. */
  get full(): boolean {
    return this.#waiting + this.#runningBytes > fullBytes
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
    if (this.#waiting >= relieveBytes) this.#relieve()
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
      const answer = await this.#run(true)
      if (answer) return { offset, bytes: answer.picture, size: answer.size, alternate: answer.alternate, whole: this.#whole }
    }
    return { offset: this.#options.ring.complete, bytes: new Uint8Array(), size: this.#size, alternate: false, whole: false }
  }

  close(): void {
    this.#closed = true
    this.#steps = []
    this.#options.thread.forget(this.#number)
  }

  #take(bytes: Uint8Array, start: number): void {
    let from = 0
    while (this.#sizes[0] && this.#sizes[0].at <= start + bytes.length) {
      const { at, size } = this.#sizes[0]
      this.#sizes.shift()
      const cut = Math.max(0, at - start)
      this.#add(bytes.subarray(from, cut))
      from = Math.max(from, cut)
      this.#steps.push(size)
      this.#isPlain = false
    }
    this.#add(bytes.subarray(from))
    this.#taken = start + bytes.length
  }

  #add(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#steps.push(bytes)
    this.#waiting += bytes.length
    this.#isPlain &&= isPlain(bytes)
  }

  #takeAll(): void {
    const { ring } = this.#options
    for (const { start, bytes } of ring.blocks()) {
      const whole = bytes.subarray(0, Math.max(0, ring.complete - start))
      if (start + whole.length > this.#taken) this.#take(whole.subarray(Math.max(0, this.#taken - start)), Math.max(start, this.#taken))
    }
    for (const { size } of this.#sizes.splice(0)) this.#steps.push(size)
    this.#skip()
  }

  #relieve(): void {
    if (this.#running === 0) this.#skip()
    if (this.#running === 0 && this.#waiting >= relieveBytes) void this.#run(false)
  }

  // What scrolls past the end of the scrollback leaves no trace.
  #skip(): void {
    if (!this.#isPlain || !this.#scrollsPlainly || this.#running > 0 || this.#waiting < relieveBytes) return
    const chunks = this.#steps.filter((step) => step instanceof Uint8Array)
    const last = lastLines(chunks, limits.scrollbackLines + this.#size.rows)
    if (!last) return
    this.#steps = [...last]
    this.#waiting = last.reduce((sum, { length }) => sum + length, 0)
  }

  /** Gives the thread what waits; undefined when it was lost, and then all is set to begin anew. */
  async #run(wantsPicture: boolean): Promise<MirrorAnswer | undefined> {
    const { thread, onRelief } = this.#options
    if (this.#generation !== thread.generation && this.#generation >= 0) this.#restart()
    const isNew = this.#generation !== thread.generation
    this.#generation = thread.generation
    const steps = this.#steps
    const bytes = this.#waiting
    this.#steps = []
    this.#waiting = 0
    this.#isPlain = true
    this.#scrollsPlainly = false
    this.#running += 1
    this.#runningBytes += bytes
    try {
      const answer = await thread.run({ mirror: this.#number, ...(isNew ? { base: this.#base } : {}), steps, at: this.#taken, wantsPicture })
      this.#strikes = 0
      if (this.#running === 1) this.#scrollsPlainly = answer.scrollsPlainly
      return answer
    } catch (error) {
      if (!(error instanceof MirrorLost)) throw error
      if (error.ownFault) this.#strikes += 1
      this.#restart()
      this.#generation = -1
      return undefined
    } finally {
      this.#running -= 1
      this.#runningBytes -= bytes
      if (this.#running === 0 && this.#waiting >= relieveBytes) this.#relieve()
      if (!this.full) onRelief()
    }
  }

  // From what was put away last, if the ring goes on from there; else from an empty screen and the ring. What failed twice
  // is left out altogether.
  #restart(): void {
    const { ring } = this.#options
    this.#steps = []
    this.#waiting = 0
    this.#isPlain = true
    this.#generation = -1
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
