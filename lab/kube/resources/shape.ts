import type { KubeObject } from '../object.ts'
import type { FieldValidation } from '../resources.ts'
import { checkObject } from '../schema/check.ts'
import { causesOf, undecodable, unknownFields } from '../schema/findings.ts'
import { schemaOf } from '../schema/kind-schema.ts'
import { ApiError, invalid } from '../status.ts'
import type { Target } from '../target.ts'

export interface Shaped {
  readonly object: KubeObject
  readonly warnings: readonly string[]
}

/**
 * Holds a body against the schema of its kind. Fields that the kind does not have are dropped, and told of as the client wishes;
 * a value of the wrong type is refused. Kinds without a schema take everything.
 */
export function shape(target: Target, object: KubeObject, fieldValidation: FieldValidation): Shaped {
  const found = schemaOf(target.kind, target)
  if (!found?.enforced) return { object, warnings: [] }
  const { findings, value } = checkObject(object, found.schema, { resolve: found.resolve, values: found.custom })
  const unknown = unknownFields(findings)
  if (unknown.length > 0 && fieldValidation === 'Strict') throw new ApiError('BadRequest', `${object.kind || target.kind.kind} in version ${JSON.stringify(target.version)} cannot be handled as a ${target.kind.kind}: strict decoding error: ${unknown.join(', ')}`)
  if (found.custom) {
    const causes = causesOf(findings)
    if (causes.length > 0) throw invalid(target.kind, object.metadata.name, causes)
  }
  const wrong = findings.find((finding) => finding.kind === 'type' || finding.kind === 'value')
  if (wrong) throw new ApiError('BadRequest', undecodable(target, wrong))
  return { object: pruned(object, value), warnings: fieldValidation === 'Warn' ? unknown : [] }
}

/** `value` is the object without what its schema does not know; the fields that make it an object are still there. */
function pruned(object: KubeObject, value: unknown): KubeObject {
  return { ...Object(value), apiVersion: object.apiVersion, kind: object.kind, metadata: object.metadata }
}
