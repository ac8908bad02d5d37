import type { RefusalCode } from '../../lib/protocol/result.ts'

/** A refusal on its way to the one who asked; caught once, where answers are sent. */
export class Refusal extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.code = code
  }
}

/** What does not exist and what belongs to somebody else look the same. */
export function notFound(what: 'session' | 'terminal' | 'scenario'): Refusal {
  return new Refusal('not-found', `There is no such ${what}.`)
}
