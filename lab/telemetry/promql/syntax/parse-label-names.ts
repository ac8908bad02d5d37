import type { TokenStream } from './token-stream.ts'

const context = 'grouping opts'
const isLabel = /^[A-Za-z_][A-Za-z0-9_]*$/

/** `(a, b)`: names of labels; every word is one here. */
export function parseLabelNames(tokens: TokenStream): readonly string[] {
  tokens.expect('(', context, '"("')
  const names: string[] = []
  while (!tokens.is(')')) {
    const { kind, from, to } = tokens.token
    // Words lose their case as tokens; as labels they keep it.
    const name = tokens.query.slice(from, to)
    if (kind === 'string' || !isLabel.test(name)) tokens.unexpected(context, 'label')
    tokens.take()
    names.push(name)
    if (!tokens.accept(',')) break
  }
  tokens.expect(')', context, '"," or ")"')
  return names
}
