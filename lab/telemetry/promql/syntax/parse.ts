import { checkTypes } from './check-types.ts'
import type { Expression } from './ast.ts'
import { parseExpression } from './parse-expression.ts'
import { TokenStream } from './token-stream.ts'

/**
 * Reads a query as Prometheus 2.42 does; throws a ParseError with its text and place. A grammar package exists
 * (@prometheus-io/lezer-promql), but it is made to survive mistakes in an editor, not to name them; its trees say neither
 * what was expected nor which of Prometheus' messages fits.
 */
export function parse(query: string): Expression {
  const tokens = new TokenStream(query)
  if (tokens.token.kind === 'end') tokens.fail(0, 'no expression found in input')
  const expression = parseExpression(tokens)
  if (tokens.token.kind !== 'end') tokens.unexpected()
  checkTypes(query, expression)
  return expression
}
