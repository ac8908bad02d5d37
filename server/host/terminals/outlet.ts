import { limits } from '../../../lib/protocol/limits.ts'
import type { OutputRing } from './output-ring.ts'
import { SendWindow } from './send-window.ts'

/** Where the output of a terminal goes: one tab of a learner. */
export interface OutletTarget {
  data(offset: number, bytes: Uint8Array): void
  /** It took no output for too long, or what it had not yet seen is gone: nothing more comes until it attaches again. */
  detached(): void
}

/** Longest piece in one frame: a keystroke's echo of another terminal waits for no more than that. */
const largestFrame = 64 * 1024
/** Over a slow link frames are smaller, so that several of them are under way and acknowledged one by one. */
const smallestFrame = 16 * 1024
/** A client that acknowledges nothing for so long is frozen, or gone without a goodbye. */
const stalledMs = 5_000

/** Sends a terminal's output to one client, as fast as it parses and no faster. */
export class Outlet {
  readonly #ring: OutputRing
  readonly #target: OutletTarget
  readonly #window: SendWindow
  readonly #now: () => number
  #open = false

  constructor({ ring, target, offset, now }: { ring: OutputRing; target: OutletTarget; offset: number; now: () => number }) {
    this.#ring = ring
    this.#target = target
    this.#window = new SendWindow(offset, now())
    this.#now = now
  }

  /** Bytes that were printed and not yet sent to this client. */
  get behind(): number {
    return this.#ring.complete - this.#window.sentTo
  }

  get ackedTo(): number {
    return this.#window.ackedTo
  }

  /** Whether the client took nothing for too long although something waits for it. */
  get stalled(): boolean {
    return this.#window.sentTo - this.#window.ackedTo > limits.ackEveryBytes && this.#now() - this.#window.waitingSince > stalledMs
  }

  /** Whether what comes next has left the ring. */
  get lost(): boolean {
    return this.#window.sentTo < this.#ring.start
  }

  /** Lets the output flow: the client has its answer and knows where it goes on. */
  open(): void {
    this.#open = true
    this.pump()
  }

  /** Sends what there is and what the window allows. */
  pump(): void {
    if (!this.#open) return
    let room = this.#window.room
    const most = Math.min(largestFrame, Math.max(smallestFrame, Math.floor(this.#window.size / 4)))
    while (room > 0) {
      const offset = this.#window.sentTo
      const bytes = this.#ring.read(offset, Math.min(room < 4 ? 4 : room, most))
      if (bytes.length === 0) return
      this.#window.sent(bytes.length, this.#now())
      this.#target.data(offset, bytes)
      room -= bytes.length
    }
  }

  acked(offset: number): void {
    if (this.#window.acked(offset, this.#now())) this.pump()
  }

  detach(): void {
    this.#target.detached()
  }
}
