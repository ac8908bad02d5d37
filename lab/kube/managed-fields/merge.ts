import { isRecord } from '../read.ts'
import type { FieldPath } from './field-set.ts'
import { itemKey, listKeys } from './list-keys.ts'

/** What is stored with what is applied laid over it: records and keyed lists item by item, everything else as a whole. */
export function overlay(live: unknown, applied: unknown, field = ''): unknown {
  if (Array.isArray(applied)) return overlayList(Array.isArray(live) ? live : [], applied, field)
  if (!isRecord(applied) || !isRecord(live)) return applied
  const result: Record<string, unknown> = { ...live }
  for (const [key, value] of Object.entries(applied)) result[key] = overlay(live[key], value, key)
  return result
}

function overlayList(live: readonly unknown[], applied: readonly unknown[], field: string): readonly unknown[] {
  const keys = listKeys(field, [...live, ...applied])
  if (!keys) return applied
  if (keys === 'set') return [...new Set([...live, ...applied])]
  const result = [...live]
  for (const item of applied) {
    const at = result.findIndex((one) => itemKey(keys, one) === itemKey(keys, item))
    if (at < 0) result.push(item)
    else result[at] = overlay(result[at], item)
  }
  return result
}

/** The value at a place; undefined when there is none. */
export function valueAt(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((at, segment, index) => step(at, segment, path[index - 1]), value)
}

function step(at: unknown, segment: string, parent = ''): unknown {
  if (segment.startsWith('f:')) return isRecord(at) && Object.hasOwn(at, segment.slice(2)) ? at[segment.slice(2)] : undefined
  return Array.isArray(at) ? at[indexOf(at, segment, parent)] : undefined
}

/** The object without what stands at a place. Records and lists that this empties stay, as they do on the real server. */
export function removed(value: unknown, path: FieldPath, parent = ''): unknown {
  const [segment, ...rest] = path
  if (segment === undefined) return value
  if (segment.startsWith('f:') && isRecord(value)) {
    const name = segment.slice(2)
    if (!Object.hasOwn(value, name)) return value
    const { [name]: inner, ...others } = value
    return rest.length === 0 ? others : { ...value, [name]: removed(inner, rest, segment) }
  }
  if (!Array.isArray(value)) return value
  const at = indexOf(value, segment, parent)
  if (at < 0) return value
  return rest.length === 0 ? value.filter((_, index) => index !== at) : value.with(at, removed(value[at], rest))
}

function indexOf(list: readonly unknown[], segment: string, parent: string): number {
  if (segment.startsWith('v:')) return list.findIndex((item) => JSON.stringify(item) === segment.slice(2))
  const keys = listKeys(parent.slice(2), list)
  return Array.isArray(keys) ? list.findIndex((item) => itemKey(keys, item) === segment) : -1
}
