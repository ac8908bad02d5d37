import { isObject } from '../json.ts'
import type { Json } from '../json.ts'
import { compareKeys } from './yaml/compare-keys.ts'
import { writeScalar } from './yaml/scalar.ts'

/**
 * Prints JSON as kubectl's YAML: keys in order, two blanks a level, list items level with their key, and the quoting and line
 * folding of go-yaml 2, so that what a learner reads here and in any tutorial is the same to the byte. Ends with a newline.
 */
export function toYaml(value: Json): string {
  return block(value, 0, 'document')
}

type Place = 'document' | 'value' | 'item'

function block(value: Json, indent: number, place: Place): string {
  if (Array.isArray(value) && value.length > 0) return sequence(value as readonly Json[], indent, place)
  if (isObject(value) && Object.keys(value).length > 0) return mapping(value, indent, place)
  const lead = place === 'value' ? ' ' : ''
  return `${lead}${scalar(value, { indent: place === 'document' ? 0 : indent, column: indent })}\n`
}

// A mapping under a key starts on the next line; one in a list starts beside the dash.
function mapping(value: { readonly [key: string]: Json }, indent: number, place: Place): string {
  const pad = ' '.repeat(indent)
  const lines = Object.keys(value).toSorted(compareKeys).map((key, at) => {
    const item = value[key] ?? null
    const start = place === 'item' && at === 0 ? '' : pad
    if (!isSimpleKey(key)) {
      const name = writeScalar(key, { indent: indent + 2, column: indent + 2, isKey: false })
      return `${start}? ${name}\n${pad}: ${block(item, indent + 2, 'item')}`
    }
    const name = writeScalar(key, { indent, column: indent, isKey: true })
    return `${start}${name}:${entry(item, indent, name.length + 1)}`
  })
  return `${place === 'value' ? '\n' : ''}${lines.join('')}`
}

// Longer keys, and keys of several lines, need YAML's `? key` form.
function isSimpleKey(key: string): boolean {
  return Buffer.byteLength(key) <= 128 && !/[\n\r\u0085\u2028\u2029]/.test(key)
}

function entry(value: Json, indent: number, used: number): string {
  // List items stand level with the key they belong to.
  if (Array.isArray(value) && value.length > 0) return sequence(value as readonly Json[], indent, 'value')
  if (isObject(value) && Object.keys(value).length > 0) return mapping(value, indent + 2, 'value')
  return ` ${scalar(value, { indent: indent + 2, column: indent + used + 1 })}\n`
}

function sequence(value: readonly Json[], indent: number, place: Place): string {
  const pad = ' '.repeat(indent)
  const lines = value.map((item, at) => {
    const start = place === 'item' && at === 0 ? '' : pad
    if (Array.isArray(item) && item.length > 0) return `${start}- ${sequence(item as readonly Json[], indent + 2, 'item')}`
    if (isObject(item) && Object.keys(item).length > 0) return `${start}- ${mapping(item, indent + 2, 'item')}`
    return `${start}- ${scalar(item, { indent: indent + 2, column: indent + 2 })}\n`
  })
  return `${place === 'value' ? '\n' : ''}${lines.join('')}`
}

interface Position {
  /** Where continuation lines begin. */
  readonly indent: number
  /** Where this scalar begins. */
  readonly column: number
}

function scalar(value: Json, position: Position): string {
  if (typeof value === 'string') return writeScalar(value, { ...position, isKey: false })
  if (typeof value === 'number') return writeNumber(value)
  if (Array.isArray(value)) return '[]'
  return isObject(value) ? '{}' : String(value)
}

// Go prints large and small floats with a signed exponent of at least two digits.
function writeNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value)
  const [mantissa = '', exponent] = (Math.abs(value) >= 1e21 || Math.abs(value) < 1e-4 ? value.toExponential() : String(value)).split('e')
  if (exponent === undefined) return mantissa
  const digits = exponent.slice(1).padStart(2, '0')
  return `${mantissa}e${exponent.startsWith('-') ? '-' : '+'}${digits}`
}
