import { CliError } from '../../errors.ts'
import { isObject, listAt } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import { compileJsonPath, relaxedJsonPath } from '../../output/jsonpath.ts'

/** A Table with its rows in the order of a field of their objects. */
export async function sortTable(table: JsonObject, field: string): Promise<JsonObject> {
  const rows = listAt(table, 'rows').filter(isObject)
  const key = keyReader(field)
  if (table.kind !== 'Table' || rows.length === 0) return table
  const sorted = sortByKey(rows, (row) => key(isObject(row.object) ? row.object : {}))
  // kubectl shows nothing, too, when no object of a table has the field.
  return { ...table, rows: sorted ?? [] }
}

/** The objects in the order of a field. */
export async function sortObjects(objects: readonly JsonObject[], field: string): Promise<JsonObject[]> {
  const sorted = sortByKey(objects, keyReader(field))
  if (sorted === undefined) throw new CliError(`error: couldn't find any field with path "${relaxedJsonPath(field)}" in the list of objects`)
  return sorted
}

function keyReader(field: string): (object: JsonObject) => Json | undefined {
  const path = compileJsonPath(relaxedJsonPath(field))
  return (object) => path.find(object)[0]
}

// Undefined when none of the values has the field.
function sortByKey<T>(values: readonly T[], keyOf: (value: T) => Json | undefined): T[] | undefined {
  const keyed = values.map((value) => ({ value, key: keyOf(value) }))
  if (keyed.length > 0 && keyed.every(({ key }) => key === undefined)) return undefined
  return keyed.toSorted((a, b) => compare(a.key, b.key)).map(({ value }) => value)
}

// Objects without the field come first.
function compare(a: Json | undefined, b: Json | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [String(a), String(b)]
  return left < right ? -1 : left > right ? 1 : 0
}
