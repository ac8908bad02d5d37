import { isRecord, readList, text } from '../read.ts'
import type { Schema } from './schema.ts'

const numbers = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'] as const
const flags = ['exclusiveMinimum', 'exclusiveMaximum', 'nullable', 'x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'] as const
const texts = ['type', 'format', 'description', 'pattern'] as const

/** Reads a schema that somebody wrote into a definition; what has no sense there is left out. */
export function readSchema(source: unknown): Schema {
  if (!isRecord(source)) return {}
  const { properties, items, additionalProperties } = source
  const picked = (names: readonly string[], type: string) => Object.fromEntries(names.flatMap((name) => (typeof source[name] === type ? [[name, source[name]]] : [])))
  return {
    ...picked(texts, 'string'),
    ...picked(numbers, 'number'),
    ...picked(flags, 'boolean'),
    ...(isRecord(properties) ? { properties: Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, readSchema(schema)])) } : {}),
    ...(isRecord(items) ? { items: readSchema(items) } : {}),
    ...(isRecord(additionalProperties) ? { additionalProperties: readSchema(additionalProperties) } : additionalProperties === true ? { additionalProperties } : {}),
    ...(Array.isArray(source['required']) ? { required: readList(source, 'required').map(text) } : {}),
    ...(Array.isArray(source['enum']) ? { enum: readList(source, 'enum') } : {}),
    ...(source['default'] === undefined ? {} : { default: source['default'] }),
  }
}
