/** Somebody who typed within this time is still at it. */
const typingMs = 1_000
/** What all floods together may print in a second beside them; hardly a browser shows more than that. */
const bytesPerMs = (8 * 1024 * 1024) / 1_000
/** So much may come at once: ordinary commands never meet the limit. */
const burstBytes = 256 * 1024
/** A rest lasts until so much may come again. A key that comes meanwhile waits for all of it, at each step of its way. */
const worthBytes = 32 * 1024

/** Who prints no more than that in a second, and as much at once, is no flood, whatever others do meanwhile. */
const littleBytes = 64 * 1024

/**
 * Keeps programs that print without end from delaying the keys of others: each piece of a flood takes a processor, and
 * with a few of them a key's echo waits for its turn at every step of the way. Only while somebody types.
 */
export class Courtesy {
  readonly #now: () => number
  #last: { readonly who: object; readonly at: number } | undefined
  /** When somebody other than the last one typed last. */
  #othersAt = Number.NEGATIVE_INFINITY
  #allowance = burstBytes
  #allowedAt = 0
  /** What terminals printed lately; it is forgotten at the rate of `littleBytes` a second. */
  readonly #printed = new WeakMap<object, { bytes: number; at: number }>()

  constructor(now: () => number) {
    this.#now = now
  }

  typed(who: object): void {
    if (this.#last && this.#last.who !== who) this.#othersAt = this.#last.at
    this.#last = { who, at: this.#now() }
  }

  /** How many milliseconds a terminal should not be read for, now that its program has printed so much. */
  restAfter(who: object, bytes: number): number {
    const now = this.#now()
    if (this.#printsLittle(who, bytes, now)) return 0
    this.#allowance = Math.min(burstBytes, this.#allowance + (now - this.#allowedAt) * bytesPerMs)
    this.#allowedAt = now
    const typedAt = this.#last && this.#last.who !== who ? this.#last.at : this.#othersAt
    if (now - typedAt > typingMs) return 0
    this.#allowance -= bytes
    return this.#allowance >= 0 ? 0 : (worthBytes - this.#allowance) / bytesPerMs
  }

  #printsLittle(who: object, bytes: number, now: number): boolean {
    const printed = this.#printed.get(who) ?? { bytes: 0, at: now }
    printed.bytes = Math.max(0, printed.bytes - ((now - printed.at) / 1_000) * littleBytes) + bytes
    printed.at = now
    this.#printed.set(who, printed)
    return printed.bytes <= littleBytes
  }
}
