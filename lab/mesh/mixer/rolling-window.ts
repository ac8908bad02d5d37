export interface WindowState {
  /** Amounts by the time of their tick, oldest first. */
  readonly taken: readonly (readonly [atMs: number, amount: number])[]
}

/** Mixer's memquota counts in ticks of a tenth of a second. */
const tickMs = 100

/** How much was taken within the last while. A window of 0 never forgets. */
export class RollingWindow {
  #taken: [atMs: number, amount: number][]

  constructor(state?: WindowState) {
    this.#taken = (state?.taken ?? []).map(([atMs, amount]) => [atMs, amount])
  }

  /** Takes an amount, or nothing where it would exceed the limit; tells whether it took. */
  take(amount: number, { limit, windowMs, nowMs }: { readonly limit: number; readonly windowMs: number; readonly nowMs: number }): boolean {
    const tick = Math.floor(nowMs / tickMs) * tickMs
    if (windowMs > 0) this.#taken = this.#taken.filter(([atMs]) => atMs > tick - windowMs)
    const used = this.#taken.reduce((sum, [, one]) => sum + one, 0)
    if (used + amount > limit) return false
    const last = this.#taken.at(-1)
    // Without a window, one entry holds everything.
    if (last && (last[0] === tick || windowMs <= 0)) last[1] += amount
    else this.#taken.push([tick, amount])
    return true
  }

  snapshot(): WindowState {
    return { taken: this.#taken.map(([atMs, amount]) => [atMs, amount]) }
  }
}
