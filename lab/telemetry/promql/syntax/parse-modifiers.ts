import { parseDuration } from '../duration.ts'
import type { Expression, RangeSelector, Subquery, TimeShift, VectorSelector } from './ast.ts'
import { parseNumber } from './literals.ts'
import type { TokenStream } from './token-stream.ts'

/** Ranges, offsets and `@` behind an expression, any number of them. */
export function parseModifiers(tokens: TokenStream, expression: Expression): Expression {
  let modified = expression
  for (;;) {
    if (tokens.is('[')) modified = parseRange(tokens, modified)
    else if (tokens.accept('offset')) modified = parseOffset(tokens, modified)
    else if (tokens.accept('@')) modified = parseAt(tokens, modified)
    else return modified
  }
}

function parseRange(tokens: TokenStream, expression: Expression): Expression {
  const { from: bracket } = tokens.take()
  if (tokens.token.kind !== 'duration') tokens.unexpected('subquery selector', 'duration')
  const rangeMs = takeDuration(tokens)
  if (tokens.accept(':')) {
    const stepMs = tokens.is(']') ? undefined : takeStep(tokens)
    const { to } = tokens.expect(']', 'subquery selector', '"]"')
    return { kind: 'subquery', expression, rangeMs, stepMs, offsetMs: 0, at: undefined, from: expression.from, to }
  }
  const { to } = tokens.expect(']', 'subquery or range', '":" or "]"')
  if (expression.kind !== 'selector') return tokens.fail(bracket, 'ranges only allowed for vector selectors')
  if (expression.offsetMs !== 0) tokens.fail(bracket, 'no offset modifiers allowed before range')
  if (expression.at !== undefined) tokens.fail(bracket, 'no @ modifiers allowed before range')
  return { kind: 'range', selector: expression, rangeMs, from: expression.from, to }
}

function takeStep(tokens: TokenStream): number {
  return tokens.token.kind === 'duration' ? takeDuration(tokens) : tokens.unexpected('subquery selector', 'duration or "]"')
}

function parseOffset(tokens: TokenStream, expression: Expression): Expression {
  const sign = tokens.accept('-') ? -1 : 1
  if (tokens.token.kind !== 'duration') tokens.unexpected('offset', 'duration')
  const offsetMs = sign * takeDuration(tokens)
  return shift(tokens, expression, 'offset', ({ offsetMs: before }) => {
    if (before !== 0) tokens.fail(expression.from, 'offset may not be set multiple times')
    return { offsetMs }
  })
}

function parseAt(tokens: TokenStream, expression: Expression): Expression {
  const at = parseMoment(tokens, expression)
  return shift(tokens, expression, '@', ({ at: before }) => {
    if (before !== undefined) tokens.fail(expression.from, '@ <timestamp> may not be set multiple times')
    return { at }
  })
}

function parseMoment(tokens: TokenStream, { from }: Expression): TimeShift['at'] {
  const word = tokens.accept('start') ?? tokens.accept('end')
  if (word) {
    tokens.expect('(', '@', 'timestamp')
    tokens.expect(')', '@', 'timestamp')
    return word.text === 'start' ? 'start' : 'end'
  }
  const sign = tokens.accept('-') ?? tokens.accept('+')
  if (tokens.token.kind !== 'number') tokens.unexpected('@', 'timestamp')
  const size = parseNumber(tokens.take().text) ?? Number.NaN
  const seconds = sign?.text === '-' ? -size : size
  if (!Number.isFinite(seconds) || Math.abs(seconds) >= 2 ** 63 / 1000) {
    const text = Number.isNaN(seconds) ? 'NaN' : Number.isFinite(seconds) ? seconds.toFixed(6) : seconds > 0 ? '+Inf' : '-Inf'
    tokens.fail(from, `timestamp out of bounds for @ modifier: ${text}`)
  }
  return { ms: Math.round(seconds * 1000) }
}

/** Moves the selector or subquery that an expression is; nothing else can be moved. */
function shift(tokens: TokenStream, expression: Expression, word: string, change: (before: TimeShift) => Partial<TimeShift>): VectorSelector | RangeSelector | Subquery {
  const to = tokens.token.from
  if (expression.kind === 'selector' || expression.kind === 'subquery') return { ...expression, ...change(expression), to }
  if (expression.kind === 'range') return { ...expression, selector: { ...expression.selector, ...change(expression.selector) }, to }
  return tokens.fail(expression.from, `${word} modifier must be preceded by an instant vector selector or range vector selector or a subquery`)
}

function takeDuration(tokens: TokenStream): number {
  const { text, from } = tokens.take()
  const ms = parseDuration(text)
  if (ms === undefined) return tokens.fail(from, `not a valid duration string: ${JSON.stringify(text)}`)
  if (ms === 0) tokens.fail(from, 'duration must be greater than 0')
  return ms
}
