/** Kinds of failures, as Prometheus' API names them. */
const errorTypes = ['bad_data', 'execution', 'timeout', 'not_found', 'internal'] as const
export type ErrorType = (typeof errorTypes)[number]

/** A query that cannot be answered, with the text that Prometheus would give. */
export class PromqlError extends Error {
  readonly type: ErrorType

  constructor(type: ErrorType, message: string) {
    super(message)
    this.type = type
  }
}

/** A mistake in the text of a query. */
export class ParseError extends PromqlError {
  /** Where in the text, counted from 0. */
  readonly at: number

  constructor(query: string, at: number, message: string) {
    super('bad_data', `${lineAndColumn(query, at)}: parse error: ${message}`)
    this.at = at
  }
}

function lineAndColumn(query: string, at: number): string {
  const before = query.slice(0, at).split('\n')
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
}
