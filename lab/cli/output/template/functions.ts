import { isObject } from '../../json.ts'
import type { Json } from '../../json.ts'
import { TemplateError } from './ast.ts'
import { formatValue, printf } from './format.ts'

type Value = Json | undefined

/** Functions that a pipeline may call; `and` and `or` stop early and stand in the evaluator. */
export const functions: Readonly<Record<string, (...args: readonly Value[]) => Value>> = {
  base64decode: (value) => Buffer.from(formatValue(value), 'base64').toString('utf8'),
  eq: (first, ...others) => others.some((other) => isSame(first, other)),
  exists: (value, ...keys) => exists(value, keys),
  ge: (a, b) => order(a, b) >= 0,
  gt: (a, b) => order(a, b) > 0,
  html: (...values) => values.map(formatValue).join('').replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`.replace('&#38;', '&amp;').replace('&#60;', '&lt;').replace('&#62;', '&gt;')),
  index: (value, ...keys) => keys.reduce(indexOne, value),
  js: (...values) => values.map(formatValue).join('').replace(/['"\\<>&=]/g, (found) => `\\${found}`),
  le: (a, b) => order(a, b) <= 0,
  len: (value) => length(value),
  lt: (a, b) => order(a, b) < 0,
  ne: (a, b) => !isSame(a, b),
  not: (value) => !isTrue(value),
  print: (...values) => print(values),
  printf: (format, ...values) => printf(typeof format === 'string' ? format : formatValue(format), values),
  println: (...values) => `${values.map(formatValue).join(' ')}\n`,
  slice: (value, start, end) => slice(value, start, end),
  urlquery: (...values) => encodeURIComponent(values.map(formatValue).join('')).replaceAll('%20', '+'),
}

/** Everything but false, 0, nothing and what is empty. */
export function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (isObject(value)) return Object.keys(value).length > 0
  return Boolean(value)
}

function isSame(a: Value, b: Value): boolean {
  if (typeof a === 'object' && a !== null) throw new TemplateError('error calling eq: incompatible types for comparison')
  return a === b
}

function order(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  throw new TemplateError('error calling lt: incompatible types for comparison')
}

function length(value: Value): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (Array.isArray(value)) return value.length
  if (isObject(value)) return Object.keys(value).length
  throw new TemplateError(`error calling len: len of ${value === undefined || value === null ? 'nil pointer' : `type ${typeof value}`}`)
}

function indexOne(value: Value, key: Value): Value {
  if (value === undefined || value === null) throw new TemplateError('error calling index: index of untyped nil')
  if (Array.isArray(value)) {
    if (typeof key !== 'number') throw new TemplateError(`error calling index: cannot index slice/array with type ${typeof key}`)
    if (key < 0 || key >= value.length) throw new TemplateError(`error calling index: index out of range: ${key}`)
    return value[key] as Json
  }
  if (isObject(value)) {
    if (typeof key !== 'string') throw new TemplateError('error calling index: value has type float64; should be string')
    return value[key]
  }
  throw new TemplateError(`error calling index: can't index item of type ${typeof value}`)
}

function exists(value: Value, keys: readonly Value[]): boolean {
  try {
    return keys.reduce(indexOne, value) !== undefined
  } catch (error) {
    if (error instanceof TemplateError) return false
    throw error
  }
}

function slice(value: Value, start: Value, end: Value): Value {
  const from = typeof start === 'number' ? start : 0
  const to = typeof end === 'number' ? end : undefined
  if (typeof value === 'string') return value.slice(from, to)
  if (Array.isArray(value)) return value.slice(from, to) as Json[]
  throw new TemplateError(`error calling slice: can't slice item of type ${typeof value}`)
}

// A blank between two values that are both no strings.
function print(values: readonly Value[]): string {
  return values.map((value, at) => `${at > 0 && typeof value !== 'string' && typeof values[at - 1] !== 'string' ? ' ' : ''}${formatValue(value)}`).join('')
}
