import type { Target } from '../target.ts'
import type { Cause } from '../status.ts'
import type { Finding } from './check.ts'
import type { Schema } from './schema.ts'

/** `unknown field "spec.x"`, as strict decoding and its warnings say it. */
export function unknownFields(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap((finding) => (finding.kind === 'unknown' ? [`unknown field ${JSON.stringify(finding.path)}`] : []))
}

/** What the real server says of a body that does not fit the type of a built-in kind. */
export function undecodable({ kind, version }: Target, finding: Exclude<Finding, { kind: 'unknown' | 'required' }>): string {
  const named = kind.kind
  if (finding.kind === 'value') return `${named} in version ${JSON.stringify(version)} cannot be handled as a ${named}: ${finding.message}`
  const { path, value, expected, owner } = finding
  return `${named} in version ${JSON.stringify(version)} cannot be handled as a ${named}: json: cannot unmarshal ${jsonType(value)} into Go struct field ${owner || named}.${path.replace(/\[\d+\]/g, '')} of type ${goType(expected)}`
}

/** What is wrong with a custom object, field by field. */
export function causesOf(findings: readonly Finding[]): readonly Cause[] {
  return findings.flatMap((finding): Cause[] => {
    const field = finding.kind === 'unknown' ? '' : finding.path
    if (finding.kind === 'required') return [{ reason: 'FieldValueRequired', field, message: 'Required value' }]
    if (finding.kind === 'type') return [{ reason: 'FieldValueTypeInvalid', field, message: `Invalid value: ${JSON.stringify(jsonType(finding.value))}: ${field} in body must be of type ${finding.expected.type ?? 'integer,string'}: ${JSON.stringify(jsonType(finding.value))}` }]
    if (finding.kind !== 'value') return []
    if (finding.message.startsWith('Unsupported')) return [{ reason: 'FieldValueNotSupported', field, message: finding.message }]
    return [{ reason: 'FieldValueInvalid', field, message: `Invalid value: ${JSON.stringify(finding.value)}: ${field} in body ${finding.message}` }]
  })
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'boolean') return 'bool'
  return typeof value
}

function goType(schema: Schema): string {
  if (schema.$ref) return `v1.${schema.$ref.slice(schema.$ref.lastIndexOf('.') + 1)}`
  if (schema['x-kubernetes-int-or-string']) return 'string'
  switch (schema.type) {
    case 'integer': return schema.format ?? 'int32'
    case 'boolean': return 'bool'
    case 'number': return 'float64'
    case 'array': return `[]${goType(schema.items ?? {})}`
    case 'object': return schema.properties ? 'struct' : `map[string]${goType(typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {})}`
    default: return schema.type ?? 'interface {}'
  }
}
