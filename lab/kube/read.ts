/** Safe reading of JSON that came from outside: a missing or wrong piece reads as nothing. */

/** The value at a path of keys. */
export function read(value: unknown, ...path: readonly string[]): unknown {
  let at = value
  for (const key of path) {
    if (!isRecord(at) || !Object.hasOwn(at, key)) return undefined
    at = at[key]
  }
  return at
}

/** The record at a path; empty when there is none. */
export function readRecord(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> {
  const found = read(value, ...path)
  return isRecord(found) ? found : {}
}

/** The list at a path; empty when there is none. */
export function readList(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = read(value, ...path)
  return Array.isArray(found) ? found : []
}

/** The labels (or any string map) at a path. */
export function readStrings(value: unknown, ...path: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(readRecord(value, ...path)).map(([key, one]) => [key, text(one)]))
}

/** A string or number as text; anything else as ''. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** A finite number; `otherwise` for anything else. */
export function number(value: unknown, otherwise = 0): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value of a table by a key that came from outside: `constructor` and the like are in none. */
export function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
