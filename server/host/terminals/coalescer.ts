/** A stream is gathered for so long, so that many small reads become one frame. */
const gatherMs = 2
/** Gathered so much goes at once. */
const gatherBytes = 32 * 1024

/**
 * Decides when output goes out: a piece after a quiet spell (the echo of a key) at once, a running stream in lumps.
 */
export class Coalescer {
  readonly #flush: () => void
  #waiting = 0
  #timer: NodeJS.Timeout | undefined
  #flushedAt = Number.NEGATIVE_INFINITY
  readonly #now: () => number

  constructor(flush: () => void, now: () => number) {
    this.#flush = flush
    this.#now = now
  }

  add(bytes: number): void {
    this.#waiting += bytes
    if (this.#waiting >= gatherBytes || (!this.#timer && this.#now() - this.#flushedAt > gatherMs)) return this.flush()
    this.#timer ??= setTimeout(() => this.#rings(), gatherMs)
  }

  flush(): void {
    this.#waiting = 0
    this.#flushedAt = this.#now()
    this.#flush()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #rings(): void {
    this.#timer = undefined
    if (this.#waiting > 0) this.flush()
  }
}
