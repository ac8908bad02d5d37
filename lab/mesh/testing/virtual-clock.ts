import type { Clock } from '../../clock.ts'

interface Timer {
  readonly atMs: number
  readonly order: number
  readonly run: () => void
}

/** A clock for tests: time stands still until it is told to pass. */
export class VirtualClock implements Clock {
  #nowMs: number
  #order = 0
  #timers: Timer[] = []

  constructor(nowMs = Date.UTC(2018, 2, 1)) {
    this.#nowMs = nowMs
  }

  now(): number {
    return this.#nowMs
  }

  after(delayMs: number, run: () => void): () => void {
    this.#order += 1
    const timer = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order, run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer)
    }
  }

  get pending(): number {
    return this.#timers.length
  }

  /** Lets time pass, running what comes due, each with all that it sets off. */
  async pass(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms
    await settle()
    for (let next = this.#next(endMs); next; next = this.#next(endMs)) {
      this.#nowMs = next.atMs
      this.#timers = this.#timers.filter((one) => one !== next)
      next.run()
      await settle()
    }
    this.#nowMs = endMs
  }

  /** Lets time pass until a promise is settled, and gives its value. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let done = false
    const finish = () => {
      done = true
    }
    promise.then(finish, finish)
    await settle()
    while (!done) {
      const next = this.#next(Infinity)
      if (!next) throw new Error('Expected a timer that goes on with the work, got none')
      await this.pass(next.atMs - this.#nowMs)
    }
    return promise
  }

  #next(endMs: number): Timer | undefined {
    const due = this.#timers.filter(({ atMs }) => atMs <= endMs)
    return due.reduce<Timer | undefined>((first, one) => (first && (first.atMs < one.atMs || (first.atMs === one.atMs && first.order < one.order)) ? first : one), undefined)
  }
}

/** Runs all promise callbacks that are due: a message to oneself comes after them. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
