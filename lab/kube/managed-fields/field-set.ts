import { isRecord } from '../read.ts'
import { itemKey, listKeys } from './list-keys.ts'

/** A place in an object: `f:name` for a field, `k:{"name":"x"}` for an item of a keyed list, `v:"x"` for a member of a set. */
export type FieldPath = readonly string[]

/** Places, by their JSON. */
export type FieldSet = ReadonlyMap<string, FieldPath>

/** What the server keeps, and nobody owns. */
const unowned = new Set(['f:apiVersion', 'f:kind', 'f:status'].map(key).concat(
  ['name', 'namespace', 'uid', 'resourceVersion', 'creationTimestamp', 'generation', 'managedFields', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink'].map((name) => JSON.stringify(['f:metadata', `f:${name}`])),
))

/** Maps that belong to one owner as a whole. */
const atomicMaps = new Set(['selector', 'nodeSelector'])

/** Every place that an object fills. */
export function fieldsOf(object: Readonly<Record<string, unknown>>): FieldSet {
  const found = new Map<string, FieldPath>()
  collect(object, [], found)
  return found
}

function collect(value: unknown, path: FieldPath, found: Map<string, FieldPath>): void {
  const id = JSON.stringify(path)
  if (unowned.has(id)) return
  const name = path.at(-1)?.slice(2) ?? ''
  if (isRecord(value) && Object.keys(value).length > 0 && !(path.length > 0 && atomicMaps.has(name))) {
    for (const [field, one] of Object.entries(value)) collect(one, [...path, `f:${field}`], found)
    return
  }
  const keys = Array.isArray(value) ? listKeys(name, value) : undefined
  if (!Array.isArray(value) || !keys) {
    if (path.length > 0) found.set(id, path)
    return
  }
  for (const item of value) {
    const at = [...path, keys === 'set' ? `v:${JSON.stringify(item)}` : itemKey(keys, item)]
    found.set(JSON.stringify(at), at)
    if (isRecord(item)) collect(item, at, found)
  }
}

function key(segment: string): string {
  return JSON.stringify([segment])
}

export function without(set: FieldSet, taken: FieldSet): FieldSet {
  return new Map([...set].filter(([id]) => !taken.has(id)))
}

export function union(...sets: readonly FieldSet[]): FieldSet {
  return new Map(sets.flatMap((set) => [...set]))
}

type Tree = { [segment: string]: Tree }

/** The nested form in which `metadata.managedFields` carries a set (`fieldsV1`). */
export function toFieldsV1(set: FieldSet): Record<string, unknown> {
  const root: Tree = {}
  for (const path of set.values()) {
    let at = root
    for (const segment of path) at = at[segment] ??= {}
    if (path.at(-1)?.startsWith('k:')) at['.'] = {}
  }
  return root
}

/** Reads that form; what is none of it reads as nothing. */
export function fromFieldsV1(source: unknown): FieldSet {
  const found = new Map<string, FieldPath>()
  const walk = (tree: unknown, path: FieldPath) => {
    const entries = isRecord(tree) ? Object.entries(tree) : []
    if (path.length > 0 && (entries.length === 0 || entries.some(([segment]) => segment === '.'))) found.set(JSON.stringify(path), path)
    for (const [segment, inner] of entries) if (isSegment(segment)) walk(inner, [...path, segment])
  }
  walk(source, [])
  return found
}

function isSegment(segment: string): boolean {
  if (segment.startsWith('f:')) return true
  if (!segment.startsWith('k:{') && !segment.startsWith('v:')) return false
  try {
    JSON.parse(segment.slice(2))
    return true
  } catch {
    return false // Written by a client that knows better; it owns nothing by it.
  }
}

/** `.spec.template.spec.containers[name="c"].image`, as conflicts name a place. */
export function displayed(path: FieldPath): string {
  return path.map((segment) => {
    if (segment.startsWith('f:')) return `.${segment.slice(2)}`
    if (segment.startsWith('v:')) return `[=${segment.slice(2)}]`
    const keys = Object.entries(JSON.parse(segment.slice(2)))
    return `[${keys.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]`
  }).join('')
}
