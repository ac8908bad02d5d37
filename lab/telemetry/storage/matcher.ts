import { RE2JS } from 're2js'
import { type Labels, valueOf } from '../labels/labels.ts'

export const matchOperators = ['=', '!=', '=~', '!~'] as const
export type MatchOperator = (typeof matchOperators)[number]

/** One condition of a selector. */
export interface Matcher {
  readonly name: string
  readonly operator: MatchOperator
  readonly value: string
  matches(value: string): boolean
}

/** Throws re2js' error for a regular expression that is none. A label that is absent has the value ''. */
export function createMatcher(name: string, operator: MatchOperator, value: string): Matcher {
  return { name, operator, value, matches: testOf(operator, value) }
}

export function matchesAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => matcher.matches(valueOf(labels, matcher.name)))
}

function testOf(operator: MatchOperator, value: string): (value: string) => boolean {
  if (operator === '=') return (one) => one === value
  if (operator === '!=') return (one) => one !== value
  const test = regexTest(value)
  return operator === '=~' ? test : (one) => !test(one)
}

/** Alternatives of plain texts, as dashboards write their choices: `a\.b|c\.d`. */
const plainAlternatives = /^(?:[\w\s/:@-]|\\[.|-])+(?:\|(?:[\w\s/:@-]|\\[.|-])+)*$/

/**
 * Matches whole values, like Prometheus. RE2, not RegExp: a learner's pattern must not be able to hang the lab. Values
 * repeat from series to series, so each is tried once.
 */
function regexTest(pattern: string): (value: string) => boolean {
  if (plainAlternatives.test(pattern)) {
    const texts = new Set(pattern.split('|').map((text) => text.replace(/\\(.)/g, '$1')))
    return (value) => texts.has(value)
  }
  // Written as Prometheus writes it, because its complaint about a bad pattern shows it.
  const compiled = RE2JS.compile(`^(?:${pattern})$`)
  const known = new Map<string, boolean>()
  return (value) => {
    const found = known.get(value) ?? compiled.matcher(value).find()
    known.set(value, found)
    return found
  }
}
