import { ParseError } from '../promql-error.ts'
import { Lexer } from './lexer.ts'
import { describeToken, type Token } from './token.ts'

/** The tokens of a query, with one of them in view. */
export class TokenStream {
  readonly query: string
  readonly #lexer: Lexer
  #token: Token
  /** Aggregations that are not closed yet: Prometheus tells of them. */
  #aggregations = 0

  constructor(query: string) {
    this.query = query
    this.#lexer = new Lexer(query)
    this.#token = this.#lexer.next()
  }

  get token(): Token {
    return this.#token
  }

  /** The token in view, and on to the next. */
  take(): Token {
    const taken = this.#token
    this.#token = this.#lexer.next()
    return taken
  }

  is(text: string): boolean {
    const { kind } = this.#token
    return this.#token.text === text && (kind === 'punctuation' || kind === 'operator' || kind === 'keyword')
  }

  /** Takes the token if it is this one. */
  accept(text: string): Token | undefined {
    return this.is(text) ? this.take() : undefined
  }

  expect(text: string, context = '', expected = ''): Token {
    return this.accept(text) ?? this.unexpected(context, expected)
  }

  withinAggregation<T>(parse: () => T): T {
    this.#aggregations += 1
    const parsed = parse()
    this.#aggregations -= 1
    return parsed
  }

  unexpected(context = '', expected = ''): never {
    const where = context || (this.#aggregations > 0 ? 'aggregation' : '')
    const message = `unexpected ${describeToken(this.#token)}${where ? ` in ${where}` : ''}${expected ? `, expected ${expected}` : ''}`
    return this.fail(this.#token.from, message)
  }

  fail(at: number, message: string): never {
    throw new ParseError(this.query, at, message)
  }
}
