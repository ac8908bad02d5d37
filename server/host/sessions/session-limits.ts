import type { SandboxLimits } from '../sandbox/sandbox.ts'

const minute = 60_000
/** A learner is warned and may extend in the last part of a session's life. */
const extensionMs = 60 * minute
const mostExtensions = 1

export interface SessionLimitOptions {
  readonly sandbox: SandboxLimits
  /** How long it may live, stand idle, and wait for a browser to come back. 0 is no limit. */
  readonly lifeMs: number
  readonly idleMs: number
  readonly goneMs: number
  readonly now: () => number
}

/** Keeps the time of one session. All times are monotonic milliseconds. */
export class SessionLimits {
  readonly sandbox: SandboxLimits
  readonly #options: SessionLimitOptions
  #startedAt: number
  #seenAt: number
  #leftAt: number | undefined
  #extensions = 0

  constructor(options: SessionLimitOptions) {
    this.sandbox = options.sandbox
    this.#options = options
    this.#startedAt = options.now()
    this.#seenAt = this.#startedAt
    this.#leftAt = this.#startedAt
  }

  get mostTerminals(): number {
    return this.sandbox.maxTerminals
  }

  /** The machine starts now: time in a line does not count. */
  begin(): void {
    this.#startedAt = this.#options.now()
  }

  /** The learner did something. */
  seen(): void {
    this.#seenAt = this.#options.now()
    this.#leftAt = undefined
  }

  /** The last tab is gone. */
  left(): void {
    this.#leftAt = this.#options.now()
  }

  /** Gives more time once; false when there is no more to give. */
  extend(): boolean {
    if (this.#options.lifeMs === 0 || this.#extensions >= mostExtensions) return false
    this.#extensions += 1
    return true
  }

  view(): { remainingMs?: number; extendable?: boolean } {
    if (this.#options.lifeMs === 0) return {}
    return { remainingMs: Math.max(0, this.#endsAt() - this.#options.now()), extendable: this.#extensions < mostExtensions }
  }

  /** Why the session is over by now; undefined while it is not. */
  over(tabs: number): string | undefined {
    const { lifeMs, idleMs, goneMs, now } = this.#options
    const time = now()
    if (lifeMs > 0 && time >= this.#endsAt()) return `Its time of ${spoken(lifeMs + this.#extensions * extensionMs)} was over.`
    if (idleMs > 0 && time - this.#seenAt >= idleMs) return `Nothing happened for ${spoken(idleMs)}.`
    if (goneMs > 0 && tabs === 0 && this.#leftAt !== undefined && time - this.#leftAt >= goneMs) return `Its page was closed for ${spoken(goneMs)}.`
    return undefined
  }

  #endsAt(): number {
    return this.#startedAt + this.#options.lifeMs + this.#extensions * extensionMs
  }
}

function spoken(ms: number): string {
  const minutes = Math.round(ms / minute)
  if (minutes >= 120 && minutes % 60 === 0) return `${minutes / 60} hours`
  return minutes === 1 ? 'one minute' : `${minutes} minutes`
}
