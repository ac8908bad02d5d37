import { limits } from '../../../lib/protocol/limits.ts'

/** Output that may be under way to a client beyond what the round trip itself holds: the delay a Ctrl-C meets. */
const queueTargetMs = 60
/** Three acknowledgements of a client: below that it would be stopped between two of them. */
const smallestWindow = 3 * limits.ackEveryBytes
const largestWindow = 1024 * 1024
/** Until the link is known: 1 MiB/s drains it in 60 ms. */
const firstWindow = 64 * 1024
/** A slower link is believed after so long; a faster one at once. */
const rateMemoryMs = 2_000
/** The round trip is measured again with a short queue when it was not seen for so long. */
const roundTripMemoryMs = 10_000

interface Sent {
  /** Offset behind the piece. */
  readonly end: number
  readonly at: number
  /** What was acknowledged when it left, and when. */
  readonly ackedBefore: number
  readonly ackedBeforeAt: number
}

/**
 * How much unacknowledged output one client may have. It follows the link: delivery rate × (shortest round trip + 60 ms),
 * after the model of BBR: the rate is the fastest seen lately, the round trip the shortest, and now and then the queue is
 * let run low so that the round trip is not mistaken for the queue's own delay. Times in milliseconds.
 */
export class SendWindow {
  #sent: Sent[] = []
  #sentTo: number
  #ackedTo: number
  #ackedAt: number
  #rates: { readonly perMs: number; readonly at: number }[] = []
  #roundTripMs = Number.POSITIVE_INFINITY
  #roundTripAt: number
  #probing = false

  constructor(offset: number, now: number) {
    this.#sentTo = offset
    this.#ackedTo = offset
    this.#ackedAt = now
    this.#roundTripAt = now
  }

  get sentTo(): number {
    return this.#sentTo
  }

  get ackedTo(): number {
    return this.#ackedTo
  }

  /** When output was last acknowledged, or first under way after everything had been. */
  get waitingSince(): number {
    return this.#ackedAt
  }

  get size(): number {
    if (this.#probing) return smallestWindow
    const perMs = this.#rates[0]?.perMs
    if (perMs === undefined) return firstWindow
    return Math.min(largestWindow, Math.max(smallestWindow, Math.round(perMs * (this.#roundTripMs + queueTargetMs))))
  }

  /** Bytes that may be sent now. */
  get room(): number {
    return Math.max(0, this.size - (this.#sentTo - this.#ackedTo))
  }

  sent(bytes: number, now: number): void {
    if (this.#sentTo === this.#ackedTo) this.#ackedAt = now
    this.#sentTo += bytes
    this.#sent.push({ end: this.#sentTo, at: now, ackedBefore: this.#ackedTo, ackedBeforeAt: this.#ackedAt })
    if (now - this.#roundTripAt > roundTripMemoryMs && this.room === 0) this.#probing = true
  }

  /** Returns false for an offset that was never sent, or was acknowledged before. */
  acked(offset: number, now: number): boolean {
    if (offset <= this.#ackedTo || offset > this.#sentTo) return false
    let piece: Sent | undefined
    while ((this.#sent[0]?.end ?? Number.POSITIVE_INFINITY) <= offset) piece = this.#sent.shift()
    if (piece) this.#learn(piece, offset, now)
    this.#ackedTo = offset
    this.#ackedAt = now
    return true
  }

  #learn(piece: Sent, offset: number, now: number): void {
    const roundTripMs = now - piece.at
    if (roundTripMs <= this.#roundTripMs || (this.#probing && piece.end - piece.ackedBefore <= smallestWindow)) {
      this.#roundTripMs = roundTripMs
      this.#roundTripAt = now
      this.#probing = false
    }
    const tookMs = Math.max(now - piece.ackedBeforeAt, 0.1)
    this.#learnRate((offset - piece.ackedBefore) / tookMs, now)
  }

  // The fastest of the last two seconds, kept as a falling row: the first is the answer, later ones wait for it to grow old.
  #learnRate(perMs: number, now: number): void {
    const kept = this.#rates.filter((rate) => now - rate.at <= rateMemoryMs && rate.perMs > perMs)
    this.#rates = [...kept, { perMs, at: now }]
  }
}
