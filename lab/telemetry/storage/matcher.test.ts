import fc from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, it } from 'vitest'
import { createMatcher } from './matcher.ts'

describe('matchers', () => {
  it.each([
    ['=', 'v1', 'v1', true], ['=', 'v1', 'v10', false], ['=', '', '', true], ['!=', 'v1', 'v2', true], ['!=', '', '', false],
    ['=~', 'v', 'v1', false], ['=~', 'v.', 'v1', true], ['=~', 'v1|v2', 'v2', true], ['=~', 'v1|v2', 'v1v2', false], ['=~', '', '', true], ['=~', '', 'x', false], ['=~', '.*', '', true],
    ['=~', 'a\\.b|c\\.d', 'c.d', true], ['=~', 'a\\.b', 'axb', false], ['=~', 'a.b', 'axb', true], ['!~', '5.*', '503', false], ['!~', '5.*', '200', true], ['=~', '(?i)V1', 'v1', true],
  ] as const)('%s %j meets %j: %s', (operator, pattern, value, expected) => {
    expect(createMatcher('x', operator, pattern).matches(value)).toBe(expected)
  })

  it('takes its short way to the same end', () => {
    const piece = fc.constantFrom('a', 'b', '.', '\\.', '|', '-', '/', ' ', '\\-', '(', ')', 'v1')
    fc.assert(fc.property(fc.array(piece), fc.array(fc.constantFrom('a', 'b', '.', '|', '-', '/', ' ', 'v1')), (pieces, values) => {
      const [pattern, value] = [pieces.join(''), values.join('')]
      let compiled: RE2JS
      try {
        compiled = RE2JS.compile(`^(?:${pattern})$`)
      } catch {
        // No pattern at all: both refuse it.
        expect(() => createMatcher('x', '=~', pattern)).toThrow()
        return
      }
      expect(createMatcher('x', '=~', pattern).matches(value)).toBe(compiled.matcher(value).find())
    }), { numRuns: 2000 })
  })

  it('cannot be hung by a pattern', () => {
    expect(createMatcher('x', '=~', '(a+)+b').matches('a'.repeat(50_000))).toBe(false)
  })
})
