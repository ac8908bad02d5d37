/** A sum that loses nothing to rounding (Kahan and Neumaier), as Prometheus adds up over time. */
export class KahanSum {
  #sum = 0
  #lost = 0

  add(amount: number): void {
    const next = this.#sum + amount
    this.#lost += Math.abs(this.#sum) >= Math.abs(amount) ? this.#sum - next + amount : amount - next + this.#sum
    this.#sum = next
  }

  /** Without what was lost so far. */
  get rough(): number {
    return this.#sum
  }

  get total(): number {
    return Number.isFinite(this.#sum) ? this.#sum + this.#lost : this.#sum
  }
}
