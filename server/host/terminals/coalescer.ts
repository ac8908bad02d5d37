/** A stream of small pieces is gathered for so long, so that many of them become one frame. */
const gatherMs = 2
/** Gathered so much goes at once: nothing is won by waiting for more. */
const gatherBytes = 16 * 1024
/** So many pieces in a row go at once: the end of a command, its marks and the next prompt are as many. */
const mostAtOnce = 6

/**
 * Decides when output goes out: the first pieces after a quiet spell (the echo of a key, a prompt) at once, without any
 * timer; a stream that goes on in small pieces in lumps. One piece more may go at once for each `gatherMs` that pass.
 */
export class Coalescer {
  readonly #flush: () => void
  #waiting = 0
  #timer: NodeJS.Timeout | undefined
  #atOnce = mostAtOnce
  #countedAt = Number.NEGATIVE_INFINITY
  readonly #now: () => number

  constructor(flush: () => void, now: () => number) {
    this.#flush = flush
    this.#now = now
  }

  add(bytes: number): void {
    this.#waiting += bytes
    if (this.#waiting >= gatherBytes || (!this.#timer && this.#mayGo())) return this.flush()
    this.#timer ??= setTimeout(() => this.#rings(), gatherMs)
  }

  flush(): void {
    this.#waiting = 0
    this.#flush()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #mayGo(): boolean {
    const now = this.#now()
    this.#atOnce = Math.min(mostAtOnce, this.#atOnce + (now - this.#countedAt) / gatherMs)
    this.#countedAt = now
    if (this.#atOnce < 1) return false
    this.#atOnce -= 1
    return true
  }

  #rings(): void {
    this.#timer = undefined
    if (this.#waiting > 0) this.flush()
  }
}
