/** Any JSON value, as it comes from a server or a file. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value under a chain of keys; undefined where the chain breaks. */
export function dig(value: unknown, ...keys: readonly (string | number)[]): Json | undefined {
  // The only source of `value` is JSON.parse or the YAML reader, so whatever is found is JSON.
  let found = value as Json | undefined
  for (const key of keys) {
    if (Array.isArray(found)) found = found[Number(key)] as Json | undefined
    else found = isObject(found) ? found[key] : undefined
  }
  return found
}

/** The string under the keys, or `''`. */
export function textAt(value: unknown, ...keys: readonly (string | number)[]): string {
  const found = dig(value, ...keys)
  return typeof found === 'string' ? found : ''
}

/** The number under the keys, or 0. */
export function numberAt(value: unknown, ...keys: readonly (string | number)[]): number {
  const found = dig(value, ...keys)
  return typeof found === 'number' ? found : 0
}

/** The list under the keys, or an empty one. */
export function listAt(value: unknown, ...keys: readonly (string | number)[]): readonly Json[] {
  const found = dig(value, ...keys)
  return Array.isArray(found) ? (found as readonly Json[]) : []
}

/** The object under the keys, or an empty one. */
export function objectAt(value: unknown, ...keys: readonly (string | number)[]): JsonObject {
  const found = dig(value, ...keys)
  return isObject(found) ? found : {}
}

/** A copy in which the value under the keys is `next`; missing objects on the way are made. */
export function withValue(target: JsonObject, keys: readonly string[], next: Json): JsonObject {
  const [first, ...rest] = keys
  if (first === undefined) return target
  return { ...target, [first]: rest.length === 0 ? next : withValue(objectAt(target, first), rest, next) }
}

/** A copy without the key at the end of the chain. */
export function withoutValue(target: JsonObject, keys: readonly string[]): JsonObject {
  const [first, ...rest] = keys
  if (first === undefined || !(first in target)) return target
  if (rest.length > 0) return { ...target, [first]: withoutValue(objectAt(target, first), rest) }
  const { [first]: _gone, ...left } = target
  return left
}

/** Deep equality of JSON values; the order of keys does not matter. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => sameJson(item, b[at]))
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameJson(a[key], b[key]))
}
