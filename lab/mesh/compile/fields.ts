import { parseGoDuration } from '../../go-duration.ts'
import { isRecord } from '../../kube/read.ts'

/**
 * The value at a path of camelCase field names. Proto3 JSON also accepts the snake_case form of each
 * (`http_fault` for `httpFault`), so learners' files may hold either.
 */
export function field(value: unknown, ...path: readonly string[]): unknown {
  let at = value
  for (const name of path) {
    if (!isRecord(at)) return undefined
    at = at[name] ?? at[snakeCase(name)]
  }
  return at
}

export function recordField(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  const found = field(value, ...path)
  return isRecord(found) ? found : undefined
}

export function listField(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = field(value, ...path)
  return Array.isArray(found) ? found : []
}

/** Text of a string, number or boolean; undefined for anything else and for ''. */
export function textField(value: unknown, ...path: readonly string[]): string | undefined {
  const found = field(value, ...path)
  if (typeof found === 'number' || typeof found === 'boolean') return String(found)
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** A number, also written as text (proto3 JSON writes 64-bit numbers so). */
export function numberField(value: unknown, ...path: readonly string[]): number | undefined {
  const found = field(value, ...path)
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** A Go duration in milliseconds. */
export function durationField(value: unknown, ...path: readonly string[]): number | undefined {
  return parseGoDuration(textField(value, ...path) ?? '')
}

export function stringsField(value: unknown, ...path: readonly string[]): Readonly<Record<string, string>> {
  const entries = Object.entries(recordField(value, ...path) ?? {})
  return Object.fromEntries(entries.map(([key, one]) => [key, typeof one === 'object' ? '' : String(one)]))
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
