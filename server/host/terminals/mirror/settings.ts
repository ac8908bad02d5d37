/** Looks are several settings; resetting them is one. */
const looks = 'looks '
const noLooks = `${looks}0`

/**
 * What output has set that outlives its text: looks, modes, charsets, title. Each is kept once, as the sequence that sets
 * it, in the order in which they were set last: given to a terminal they leave it as all of the output would.
 */
export class Settings {
  readonly #sequences = new Map<string, string>()

  get isEmpty(): boolean {
    return this.#sequences.size === 0
  }

  set(name: string, sequence: string): void {
    this.#sequences.delete(name)
    this.#sequences.set(name, sequence)
  }

  /** Looks by their numbers, as they stand in a sequence: `1`, `38;5;200`. */
  setLooks(name: string, numbers: string): void {
    this.set(`${looks}${name}`, `\u001B[${numbers}m`)
  }

  /** Back to plain: what was set before no longer counts. */
  resetLooks(): void {
    for (const name of this.#sequences.keys()) if (name.startsWith(looks)) this.#sequences.delete(name)
    this.set(noLooks, '\u001B[m')
  }

  /** The terminal was reset: nothing from before counts. */
  reset(sequence: string): void {
    this.#sequences.clear()
    this.set('reset', sequence)
  }

  /** What was set after this. */
  add(later: Settings): void {
    for (const [name, sequence] of later.#sequences) {
      if (name === noLooks) this.resetLooks()
      else if (name === 'reset') this.reset(sequence)
      else this.set(name, sequence)
    }
  }

  toString(): string {
    return [...this.#sequences.values()].join('')
  }
}
