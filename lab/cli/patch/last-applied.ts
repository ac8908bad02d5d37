import { isObject, objectAt, textAt, withValue, withoutValue } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { toGoJson } from '../output/json.ts'

export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration'

/** The object with its own manifest in the annotation by which the next `apply` knows what was removed from the file. */
export function withLastApplied(object: JsonObject): JsonObject {
  const bare = withoutValue(object, ['metadata', 'annotations', lastAppliedAnnotation])
  const annotated = withValue(bare, ['metadata', 'annotations'], objectAt(bare, 'metadata', 'annotations'))
  return withValue(bare, ['metadata', 'annotations', lastAppliedAnnotation], `${toGoJson(annotated, 0)}\n`)
}

/** The manifest of the last `apply`; undefined when the object was made in another way. */
export function lastApplied(object: JsonObject): JsonObject | undefined {
  const text = textAt(object, 'metadata', 'annotations', lastAppliedAnnotation)
  if (text === '') return undefined
  const value: unknown = JSON.parse(text)
  return isObject(value) ? value : undefined
}
