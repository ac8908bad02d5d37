import { isObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { mergeKeyOf } from './merge-keys.ts'

/** What a server would make of a strategic merge patch: for commands that only show their result. */
export function strategicMerge(object: JsonObject, patch: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...object }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue
    const before = result[key]
    if (value === null) delete result[key]
    else if (Array.isArray(value)) result[key] = mergeLists(key, Array.isArray(before) ? (before as readonly Json[]) : [], value as readonly Json[])
    else if (isObject(value)) result[key] = strategicMerge(isObject(before) ? before : {}, value)
    else result[key] = value
  }
  return result
}

function mergeLists(field: string, before: readonly Json[], patch: readonly Json[]): Json {
  const by = mergeKeyOf(field, before, patch)
  if (by === undefined) return patch
  let merged = before.filter(isObject)
  for (const item of patch.filter(isObject)) {
    const at = merged.findIndex((one) => one[by] === item[by])
    if (item.$patch === 'delete') merged = merged.filter((_, index) => index !== at)
    else if (at < 0) merged = [...merged, strategicMerge({}, item)]
    else merged = merged.with(at, strategicMerge(merged[at] ?? {}, item))
  }
  return merged
}
