import { describe, expect, it } from 'vitest'
import type { Span } from '../model/trace.ts'
import { matchesWord, visibleSpans } from './visible-spans.ts'

const span = (id: string, descendants = 0): Span => ({ id, descendants, service: 'reviews', operation: 'reviews-default', start: 0, duration: 1, depth: 0, tags: [{ key: 'http.status_code', value: '500' }], process: [], logs: [], failed: false })
// root → (a → (b), c)
const spans = [span('root', 3), span('a', 1), span('b'), span('c')]

describe('visibleSpans', () => {
  it.each<[readonly string[], string]>([
    [[], 'root a b c'], [['a'], 'root a c'], [['root'], 'root'], [['root', 'a'], 'root'], [['c'], 'root a b c'],
  ])('with %j folded', (folded, expected) => {
    expect(visibleSpans(spans, new Set(folded)).map(({ id }) => id).join(' ')).toBe(expected)
  })
})

describe('matchesWord', () => {
  it.each([
    ['', false], ['REV', true], ['default', true], ['http.status_code=500', true], ['50', true], ['ratings', false],
  ])('%s', (word, expected) => {
    expect(matchesWord(span('x'), word)).toBe(expected)
  })
})
