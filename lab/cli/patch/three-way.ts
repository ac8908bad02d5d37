import { isObject, sameJson } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { mergeKeyOf } from './merge-keys.ts'

/** How a patch is to be written: by RFC 7386, or by Kubernetes' own rules, which merge some lists item by item. */
export type PatchForm = 'merge' | 'strategic'

export interface Versions {
  /** What was applied last; the empty object when that is not known. */
  readonly original: JsonObject
  /** What the file says now. */
  readonly modified: JsonObject
  /** What the server has. */
  readonly current: JsonObject
}

/**
 * The patch that brings `current` to what `modified` says: what the file names is set, what it named before and names no more
 * is removed, and what others have set stays. An empty patch means that there is nothing to do.
 */
export function threeWayPatch({ original, modified, current }: Versions, form: PatchForm): JsonObject {
  return patchObject({ original, modified, current }, form)
}

function patchObject({ original, modified, current }: Versions, form: PatchForm): JsonObject {
  const patch: Record<string, Json> = {}
  for (const [key, wanted] of Object.entries(modified)) {
    if (wanted === null) {
      if (current[key] !== undefined) patch[key] = null
      continue
    }
    Object.assign(patch, patchField(key, { original: original[key], wanted, live: current[key] }, form))
  }
  for (const key of Object.keys(original)) if (modified[key] === undefined && current[key] !== undefined) patch[key] = null
  return patch
}

interface Field {
  readonly original: Json | undefined
  readonly wanted: Json
  readonly live: Json | undefined
}

function patchField(key: string, { original, wanted, live }: Field, form: PatchForm): JsonObject {
  if (isObject(wanted) && isObject(live)) {
    const inner = patchObject({ original: isObject(original) ? original : {}, modified: wanted, current: live }, form)
    return Object.keys(inner).length === 0 ? {} : { [key]: inner }
  }
  if (Array.isArray(wanted) && Array.isArray(live) && form === 'strategic') {
    const before = Array.isArray(original) ? (original as readonly Json[]) : []
    const by = mergeKeyOf(key, wanted, live, before)
    if (by !== undefined) return patchList(key, { before: objects(before), wanted: objects(wanted), live: objects(live), by })
  }
  return sameJson(wanted, live) ? {} : { [key]: withoutNulls(wanted) }
}

interface Lists {
  readonly before: readonly JsonObject[]
  readonly wanted: readonly JsonObject[]
  readonly live: readonly JsonObject[]
  readonly by: string
}

function patchList(field: string, { before, wanted, live, by }: Lists): JsonObject {
  const find = (list: readonly JsonObject[], item: JsonObject) => list.find((one) => sameJson(one[by], item[by]))
  const changed = wanted.flatMap((item): JsonObject[] => {
    const current = find(live, item)
    if (current === undefined) return [item]
    const inner = patchObject({ original: find(before, item) ?? {}, modified: item, current }, 'strategic')
    return Object.keys(inner).length === 0 ? [] : [{ ...inner, [by]: item[by] ?? null }]
  })
  const removed = before.filter((item) => find(wanted, item) === undefined && find(live, item) !== undefined)
    .map((item): JsonObject => ({ $patch: 'delete', [by]: item[by] ?? null }))
  if (changed.length + removed.length === 0) return {}
  return { [`$setElementOrder/${field}`]: wanted.map((item): JsonObject => ({ [by]: item[by] ?? null })), [field]: [...changed, ...removed] }
}

function objects(list: readonly Json[]): JsonObject[] {
  return list.filter(isObject)
}

// A null in a new part of the object means that it is absent.
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item as Json))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null).map(([key, item]) => [key, withoutNulls(item)]))
}
