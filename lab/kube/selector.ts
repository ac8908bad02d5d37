import type { KubeObject } from './object.ts'
import { read, readList, readRecord, readStrings, text } from './read.ts'

export type Matches = (object: KubeObject) => boolean

/**
 * A label selector of a URL: `app=reviews,version!=v1,tier in (a,b),!canary`.
 * @throws SelectorError with a sentence for the client
 */
export function labelSelector(source: string | null): Matches {
  const tests = splitTopLevel(source ?? '').map(labelTest)
  return (object) => {
    const labels = object.metadata.labels ?? {}
    return tests.every((test) => test(labels))
  }
}

/** A field selector: `metadata.name=x,status.phase!=Running,involvedObject.uid=…`; of `known` fields only. */
export function fieldSelector(source: string | null, known: readonly string[]): Matches {
  const tests = splitTopLevel(source ?? '').map((term) => {
    const found = /^([^=!]+)(==|=|!=)(.*)$/.exec(term)
    if (!found) throw new SelectorError(`invalid field selector ${JSON.stringify(term)}`)
    const [, path = '', operator, wanted] = found
    if (!known.includes(path.trim())) throw new SelectorError(`field label not supported: ${path.trim()}`)
    return (object: KubeObject) => (text(read(object, ...path.trim().split('.'))) === wanted) === (operator !== '!=')
  })
  return (object) => tests.every((test) => test(object))
}

/** A selector inside an object: `matchLabels` and `matchExpressions`, or a plain map. Selects nothing when empty. */
export function objectSelector(selector: unknown): (labels: Readonly<Record<string, string>>) => boolean {
  const structured = read(selector, 'matchLabels') !== undefined || read(selector, 'matchExpressions') !== undefined
  const wanted = Object.entries(structured ? readStrings(selector, 'matchLabels') : readStrings(selector))
  const expressions = structured ? readList(selector, 'matchExpressions') : []
  if (wanted.length === 0 && expressions.length === 0) return () => false
  return (labels) => wanted.every(([key, value]) => labelOf(labels, key) === value) && expressions.every((one) => expressionHolds(one, labels))
}

export class SelectorError extends Error {}

type LabelTest = (labels: Readonly<Record<string, string>>) => boolean

function labelTest(term: string): LabelTest {
  const set = /^([^\s!=,]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(term)
  if (set) {
    const [, key = '', operator, list = ''] = set
    const values = list.split(',').map((value) => value.trim())
    return (labels) => values.includes(labelOf(labels, key) ?? '\0') === (operator === 'in')
  }
  const equality = /^([^\s!=]+)\s*(==|=|!=)\s*([^\s=!]*)$/.exec(term)
  if (equality) {
    const [, key = '', operator, value] = equality
    return (labels) => (labelOf(labels, key) === value) === (operator !== '!=')
  }
  const existence = /^(!?)\s*([^\s!=()]+)$/.exec(term)
  if (!existence) throw new SelectorError(`unable to parse requirement: ${JSON.stringify(term)}`)
  const [, not, key = ''] = existence
  return (labels) => (labelOf(labels, key) !== undefined) === (not === '')
}

function expressionHolds(expression: unknown, labels: Readonly<Record<string, string>>): boolean {
  const { key, operator, values } = readRecord(expression)
  const value = labelOf(labels, text(key))
  const list = Array.isArray(values) ? values.map(text) : []
  switch (operator) {
    case 'In': return value !== undefined && list.includes(value)
    case 'NotIn': return value === undefined || !list.includes(value)
    case 'Exists': return value !== undefined
    case 'DoesNotExist': return value === undefined
    default: return false
  }
}

/** A label of the object's own: `constructor` is none unless somebody set it. */
function labelOf(labels: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined
}

/** Splits at commas that stand outside parentheses. */
function splitTopLevel(source: string): string[] {
  const terms = ['']
  let depth = 0
  for (const character of source) {
    depth += character === '(' ? 1 : character === ')' ? -1 : 0
    if (character === ',' && depth <= 0) terms.push('')
    else terms[terms.length - 1] += character
  }
  return terms.map((term) => term.trim()).filter((term) => term !== '')
}
