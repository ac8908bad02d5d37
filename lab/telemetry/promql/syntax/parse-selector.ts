import { metricName } from '../../labels/labels.ts'
import { createMatcher, type Matcher, matchOperators } from '../../storage/matcher.ts'
import type { VectorSelector } from './ast.ts'
import { unquote } from './literals.ts'
import type { Token, TokenKind } from './token.ts'
import type { TokenStream } from './token-stream.ts'

const context = 'label matching'

/** A selector whose name, if it has one before its braces, was taken already. */
export function parseSelector(tokens: TokenStream, name: Token | undefined): VectorSelector {
  const from = name?.from ?? tokens.token.from
  // Words lose their case as tokens; as names they keep it.
  const text = name && tokens.query.slice(name.from, name.to)
  const braces = tokens.is('{') ? parseMatchers(tokens) : undefined
  const twice = text === undefined ? undefined : braces?.matchers.find((matcher) => matcher.name === metricName)
  if (twice) tokens.fail(from, `metric name must not be set twice: ${JSON.stringify(text)} or ${JSON.stringify(twice.value)}`)
  const matchers = [...(braces?.matchers ?? []), ...(text === undefined ? [] : [createMatcher(metricName, '=', text)])]
  return { kind: 'selector', name: text, matchers, offsetMs: 0, at: undefined, from, to: braces?.to ?? name?.to ?? from }
}

/** Matchers between braces. A comma may end them, but not begin them. */
function parseMatchers(tokens: TokenStream): { readonly matchers: readonly Matcher[]; readonly to: number } {
  tokens.expect('{')
  const matchers: Matcher[] = []
  while (!tokens.is('}')) {
    matchers.push(parseMatcher(tokens))
    if (!tokens.accept(',')) break
  }
  return { matchers, to: tokens.expect('}', context, '"," or "}"').to }
}

function parseMatcher(tokens: TokenStream): Matcher {
  const { text: name, from } = takeOf(tokens, 'identifier', 'identifier or "}"')
  const operator = matchOperators.find((one) => tokens.is(one))
  if (!operator) return tokens.unexpected(context, 'label matching operator')
  tokens.take()
  const value = unquote(takeOf(tokens, 'string', 'string').text)
  try {
    return createMatcher(name, operator, value)
  } catch (error) {
    // re2js complains in the words of Go's regexp.
    return tokens.fail(from, error instanceof Error ? error.message : String(error))
  }
}

function takeOf(tokens: TokenStream, kind: TokenKind, expected: string): Token {
  return tokens.token.kind === kind ? tokens.take() : tokens.unexpected(context, expected)
}
