import type { Expression } from './ast.ts'
import type { TokenStream } from './token-stream.ts'

/** Reads one expression: expressions and what is made of them name each other, files may not. */
export type ParseExpression = (tokens: TokenStream) => Expression

/** `(a, b)`: the arguments of a call, and where they end. */
export function parseArguments(tokens: TokenStream, parseExpression: ParseExpression): { readonly args: readonly Expression[]; readonly to: number } {
  tokens.expect('(')
  const args: Expression[] = []
  while (!tokens.is(')')) {
    args.push(parseExpression(tokens))
    const comma = tokens.accept(',')
    if (!comma) break
    if (tokens.is(')')) tokens.fail(comma.from, 'trailing commas not allowed in function call args')
  }
  return { args, to: tokens.expect(')').to }
}
