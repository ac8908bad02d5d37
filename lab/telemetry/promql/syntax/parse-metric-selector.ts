import type { Matcher } from '../../storage/matcher.ts'
import { parseSelector } from './parse-selector.ts'
import { TokenStream } from './token-stream.ts'

/** A selector alone, as `match[]` takes it. */
export function parseMetricSelector(text: string): readonly Matcher[] {
  const tokens = new TokenStream(text)
  const named = tokens.is('{') ? undefined : tokens.token
  if (named && named.kind !== 'identifier' && named.kind !== 'metric identifier' && named.kind !== 'aggregator') tokens.unexpected()
  if (named) tokens.take()
  const { matchers } = parseSelector(tokens, named)
  if (tokens.token.kind !== 'end') tokens.unexpected()
  return matchers
}
