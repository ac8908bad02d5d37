import { Refusal } from '../refusal.ts'

interface GateOptions {
  /** Tasks that run at once. */
  readonly width: number
  /** Tasks that wait for their turn; one more is refused. */
  readonly waiting: number
}

/** Keeps what one learner asks of a machine within bounds: a page that asks a thousand times must not start a thousand processes. */
export class Gate {
  readonly #options: GateOptions
  readonly #queue: (() => void)[] = []
  #running = 0

  constructor(options: GateOptions) {
    this.#options = options
  }

  /** @throws Refusal `too-many` when too many wait already */
  async run<T>(task: () => T | Promise<T>): Promise<T> {
    if (this.#running >= this.#options.width) await this.#turn()
    else this.#running += 1
    try {
      return await task()
    } finally {
      // Whoever waited longest takes the place over; nobody can slip in between.
      const next = this.#queue.shift()
      if (next) next()
      else this.#running -= 1
    }
  }

  #turn(): Promise<void> {
    if (this.#queue.length >= this.#options.waiting) throw new Refusal('too-many', 'Your machine is still busy with what you asked before. Try again in a moment.')
    return new Promise((resolve) => this.#queue.push(resolve))
  }
}
