/** A place at an upstream: taken at once or after a wait. */
export interface Ticket {
  /** Undefined when the connection is free now. */
  readonly ready: Promise<void> | undefined
  /** Frees the connection, or the place in the queue. Further calls do nothing. */
  leave(): void
}

export interface PoolLimits {
  readonly maxConnections: number
  readonly maxPending: number
  readonly maxRequests: number
}

/**
 * The circuit breaker of one calling proxy for one cluster: so many requests in flight (HTTP/1.1: one a connection), so many
 * waiting for a connection, and the rest refused at once.
 */
export class ConnectionPool {
  #active = 0
  readonly #queue: (() => void)[] = []

  get active(): number {
    return this.#active
  }

  /** Undefined when the breaker is open. */
  enter(limits: PoolLimits): Ticket | undefined {
    if (this.#active + this.#queue.length >= limits.maxRequests) return undefined
    if (this.#active < limits.maxConnections) {
      this.#active += 1
      return { ready: undefined, leave: once(() => this.#free()) }
    }
    return this.#queue.length < limits.maxPending ? this.#wait() : undefined
  }

  #wait(): Ticket {
    let leave = () => {}
    const ready = new Promise<void>((resolve) => {
      const start = () => {
        leave = once(() => this.#free())
        resolve()
      }
      leave = once(() => {
        this.#queue.splice(this.#queue.indexOf(start), 1)
      })
      this.#queue.push(start)
    })
    return { ready, leave: () => leave() }
  }

  /** A connection that becomes free goes to the first in the queue. */
  #free(): void {
    const next = this.#queue.shift()
    if (next) next()
    else this.#active -= 1
  }
}

function once(run: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    run()
  }
}
