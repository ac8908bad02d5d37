import { isObject } from '../json.ts'
import type { Json } from '../json.ts'

/** Prints JSON as Go does: keys in order, `indent` blanks a level (0: on one line), `<`, `>` and `&` escaped. Ends without a newline. */
export function toGoJson(value: Json, indent = 4): string {
  return write(value, indent, 0)
}

function write(value: Json, indent: number, level: number): string {
  if (Array.isArray(value)) return wrap('[]', value.map((item) => write(item as Json, indent, level + 1)), { indent, level })
  if (!isObject(value)) return typeof value === 'string' ? quote(value) : JSON.stringify(value)
  const colon = indent === 0 ? ':' : ': '
  const members = Object.keys(value).toSorted(byCode).map((key) => `${quote(key)}${colon}${write(value[key] ?? null, indent, level + 1)}`)
  return wrap('{}', members, { indent, level })
}

function wrap(brackets: '[]' | '{}', items: readonly string[], { indent, level }: { readonly indent: number; readonly level: number }): string {
  if (items.length === 0) return brackets
  if (indent === 0) return `${brackets[0]}${items.join(',')}${brackets[1]}`
  const inner = ' '.repeat(indent * (level + 1))
  return `${brackets[0]}\n${items.map((item) => inner + item).join(',\n')}\n${' '.repeat(indent * level)}${brackets[1]}`
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

// JSON.stringify writes \b and \f short and leaves what browsers would trip over; Go does neither.
function quote(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]|\\[\\bf"]/g, (found) => escapes[found] ?? found)
}

const escapes: Readonly<Record<string, string>> = {
  '<': '\\u003c', '>': '\\u003e', '&': '\\u0026', '\u2028': '\\u2028', '\u2029': '\\u2029', '\\b': '\\u0008', '\\f': '\\u000c',
}
