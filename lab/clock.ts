/** Time as a lab sees it. Injected, so that a test or a replay decides how fast it passes. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Calls `run` once after `delayMs` milliseconds; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void
}

/** Seeded randomness: a 50/50 split gives the same numbers in every run. Its state is one integer, so it can be saved. */
export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** The state from which `createRandom` continues the same sequence. */
  state(): number
}
