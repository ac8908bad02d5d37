import { isObject } from '../../json.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { Describer } from './describers.ts'
import { addEvents, eventsOf } from './events.ts'
import { Lines } from './lines.ts'
import { addHead, plain } from './parts.ts'

/** Fields that stand at the head already, or that nobody reads. */
const hidden: readonly string[] = ['.metadata.name', '.metadata.namespace', '.metadata.labels', '.metadata.annotations', '.metadata.managedFields', '.metadata.generateName']

/** Any object: its fields, with their names taken apart into words. */
export const describeGeneric: Describer = async (call, { object }, withEvents) => {
  const lines = new Lines()
  addHead(lines, object)
  addFields(lines, object, { level: 0, path: '' })
  if (withEvents) addEvents(lines, await eventsOf(call, object))
  return lines.aligned()
}

interface Place {
  readonly level: number
  readonly path: string
}

function addFields(lines: Lines, object: JsonObject, { level, path }: Place): void {
  const fields = Object.keys(object).map((field) => ({ field, title: smartLabel(field) })).toSorted((a, b) => (a.field < b.field ? -1 : 1))
  for (const { field, title } of fields) {
    const at = `${path}.${field}`
    if (hidden.includes(at)) continue
    const value = object[field] ?? null
    if (Array.isArray(value)) addItems(lines, { title, items: value as readonly Json[] }, { level, path: at })
    else if (isObject(value)) {
      lines.add(level, `${title}:`)
      addFields(lines, value, { level: level + 1, path: at })
    } else lines.add(level, `${title}:\t${value === null ? '<nil>' : plain(value)}`)
  }
}

function addItems(lines: Lines, { title, items }: { readonly title: string; readonly items: readonly Json[] }, { level, path }: Place): void {
  lines.add(level, `${title}:`)
  for (const item of items) {
    if (isObject(item)) addFields(lines, item, { level: level + 1, path })
    else lines.add(level + 1, Array.isArray(item) ? JSON.stringify(item) : plain(item))
  }
}

/** `creationTimestamp` → `Creation Timestamp`; short words that are abbreviations are written large. */
export function smartLabel(field: string): string {
  return field.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').split(' ')
    .map((part) => (abbreviations.includes(part.toUpperCase()) ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1))).join(' ')
}

const abbreviations: readonly string[] = ['API', 'URL', 'UID', 'OSB', 'GUID']
