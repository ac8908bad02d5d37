import type { Clock } from '../clock.ts'

/** One call of a program, as its proxy sees it: tells when the program no longer waits for the answer. */
export class Exchange {
  #listeners: (() => void)[] = []
  #gone = false

  get gone(): boolean {
    return this.#gone
  }

  /** The caller hung up. What it set in motion further on is not stopped by that. */
  giveUp(): void {
    if (this.#gone) return
    this.#gone = true
    const listeners = this.#listeners
    this.#listeners = []
    for (const listener of listeners) listener()
  }

  /** Calls back when the caller hangs up later; the returned function ends that. */
  onGone(listener: () => void): () => void {
    this.#listeners.push(listener)
    return () => {
      this.#listeners = this.#listeners.filter((one) => one !== listener)
    }
  }
}

/** Runs something in an exchange whose caller hangs up when a signal says so. */
export async function withExchange<T>(signal: AbortSignal | undefined, run: (exchange: Exchange) => Promise<T>): Promise<T> {
  const exchange = new Exchange()
  const hangUp = () => exchange.giveUp()
  signal?.addEventListener('abort', hangUp)
  try {
    return await run(exchange)
  } finally {
    signal?.removeEventListener('abort', hangUp)
  }
}

/** Waits for work until a time limit or until its caller hangs up. The work itself goes on in both cases. */
export function until<T>(work: Promise<T>, { clock, ms, exchange }: { readonly clock: Clock; readonly ms?: number | undefined; readonly exchange?: Exchange }): Promise<T | 'timeout' | 'gone'> {
  return new Promise((resolve, reject) => {
    const cancelTimer = ms === undefined ? undefined : clock.after(ms, () => settle(() => resolve('timeout')))
    const stopListening = exchange?.onGone(() => settle(() => resolve('gone')))
    function settle(finish: () => void): void {
      cancelTimer?.()
      stopListening?.()
      finish()
    }
    work.then((value) => settle(() => resolve(value)), (reason: unknown) => settle(() => reject(reason)))
  })
}

export function delay(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve)
  })
}
