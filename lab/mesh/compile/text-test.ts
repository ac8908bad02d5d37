import { RE2JS } from 're2js'
import type { TextTest } from '../model.ts'
import { textField } from './fields.ts'

/** `{exact|prefix|regex: …}` of either rule family; a test without any of them asks for presence. */
export function textTest(source: unknown, { ignoreCase = false } = {}): TextTest {
  const exact = textField(source, 'exact')
  if (exact !== undefined) return { kind: 'exact', value: exact, ...(ignoreCase ? { ignoreCase } : {}) }
  const prefix = textField(source, 'prefix')
  if (prefix !== undefined) return { kind: 'prefix', value: prefix, ...(ignoreCase ? { ignoreCase } : {}) }
  const regex = textField(source, 'regex')
  return regex === undefined ? { kind: 'present' } : regexTest(regex)
}

/** A learner's regular expression against the whole value, in RE2: a bad one costs linear time at worst. */
export function regexTest(source: string): TextTest {
  const compiled = compilePattern(source)
  return compiled ? { kind: 'regex', source, matches: (value) => compiled.testExact(value) } : { kind: 'never' }
}

/** A compiled pattern, or undefined for what RE2 refuses. */
export function compilePattern(source: string): RE2JS | undefined {
  try {
    return RE2JS.compile(source)
  } catch {
    // Whatever RE2 refuses (look-ahead, back-references, a bad class) matches nothing; the API server has said so.
    return undefined
  }
}
