import { isObject } from '../../json.ts'
import type { Json } from '../../json.ts'

/** What Go's fmt prints for `%v`. */
export function formatValue(value: Json | undefined): string {
  if (value === undefined) return '<no value>'
  if (value === null) return '<nil>'
  if (typeof value === 'number') return formatFloat(value)
  if (Array.isArray(value)) return `[${value.map((item) => formatValue(item as Json)).join(' ')}]`
  if (isObject(value)) return `map[${Object.keys(value).toSorted().map((key) => `${key}:${formatValue(value[key])}`).join(' ')}]`
  return String(value)
}

/** Numbers of JSON are floats to Go, which writes a million as `1e+06`. */
function formatFloat(value: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e')
  const power = Number(exponent)
  if (value === 0 || (power >= -4 && power < 21 && Number.isInteger(value) && Math.abs(value) < 1e6) || (power >= -4 && power < 6)) return String(value)
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

const verb = /%(%|([-+# 0]*)(\d+)?(?:\.(\d+))?([a-zA-Z]))/g

/** `printf` with the verbs that are of use here. */
export function printf(format: string, values: readonly (Json | undefined)[]): string {
  let at = 0
  let text = ''
  let from = 0
  for (const found of format.matchAll(verb)) {
    const [all, whole, flags = '', width = '', precision, letter = ''] = found
    text += format.slice(from, found.index)
    from = found.index + all.length
    if (whole === '%') text += '%'
    else if (at >= values.length) text += `%!${letter}(MISSING)`
    else {
      const value = values[at]
      at += 1
      text += padded(verbText(letter, value, precision), { flags, width: Number(width), isNumber: typeof value === 'number' })
    }
  }
  text += format.slice(from)
  const extra = values.slice(at).map((value) => `${typeName(value)}=${formatValue(value)}`)
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`
}

function verbText(letter: string, value: Json | undefined, precision: string | undefined): string {
  if (letter === 'v') return formatValue(value)
  if (letter === 's') return typeof value === 'string' ? value.slice(0, precision === undefined ? undefined : Number(precision)) : typeof value === 'number' ? `%!s(float64=${formatFloat(value)})` : formatValue(value)
  if (letter === 'q') return JSON.stringify(typeof value === 'string' ? value : formatValue(value))
  if (letter === 't') return String(value)
  if (letter === 'd' && typeof value === 'number') return String(Math.trunc(value))
  if ((letter === 'f' || letter === 'F') && typeof value === 'number') return value.toFixed(precision === undefined ? 6 : Number(precision))
  if (letter === 'g' && typeof value === 'number') return formatFloat(value)
  if (letter === 'x' && typeof value === 'number') return Math.trunc(value).toString(16)
  if (letter === 'T') return typeName(value)
  return `%!${letter}(${typeName(value)}=${formatValue(value)})`
}

function padded(text: string, { flags, width, isNumber }: { readonly flags: string; readonly width: number; readonly isNumber: boolean }): string {
  if (flags.includes('-')) return text.padEnd(width)
  return text.padStart(width, flags.includes('0') && isNumber ? '0' : ' ')
}

function typeName(value: Json | undefined): string {
  if (value === undefined || value === null) return '<nil>'
  if (Array.isArray(value)) return '[]interface {}'
  if (isObject(value)) return 'map[string]interface {}'
  return { string: 'string', number: 'float64', boolean: 'bool' }[typeof value as 'string' | 'number' | 'boolean']
}
