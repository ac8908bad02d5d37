import { RE2JS } from 're2js'
import { parseQuantity } from '../quantity.ts'
import { isRecord } from '../read.ts'
import type { Resolve, Schema } from './schema.ts'

/** Something in an object that its schema does not allow. */
export type Finding =
  | { readonly kind: 'unknown'; readonly path: string }
  | { readonly kind: 'type'; readonly path: string; readonly value: unknown; readonly expected: Schema; /** The type that has the field. */ readonly owner: string }
  | { readonly kind: 'required'; readonly path: string }
  | { readonly kind: 'value'; readonly path: string; readonly value: unknown; readonly message: string }

export interface Checked {
  /** The value without unknown fields and with defaults, where pruning was asked for. */
  readonly value: unknown
  readonly findings: readonly Finding[]
}

interface CheckOptions {
  readonly resolve: Resolve
  /** Whether required fields, ranges and patterns are looked at: for custom kinds. Built-in ones have checks of their own. */
  readonly values: boolean
}

const quantityRule = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

/** More findings than this say nothing more. */
const mostFindings = 50

/** Checks a whole object of a kind. The fields that every object has are taken as they are. */
export function checkObject(object: Readonly<Record<string, unknown>>, schema: Schema, options: CheckOptions): Checked {
  const { apiVersion, kind, metadata, ...rest } = object
  const { apiVersion: _version, kind: _kind, metadata: _metadata, ...properties } = schema.properties ?? {}
  const required = (schema.required ?? []).filter((name) => !['apiVersion', 'kind', 'metadata'].includes(name))
  const { findings, value } = check(rest, { ...schema, properties, required }, options)
  const named = options.resolve('#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta')
  const meta = named ? check(metadata, named, options, 'metadata').findings : []
  return { value: { apiVersion, kind, metadata, ...Object(value) }, findings: [...meta, ...findings] }
}

/** Checks a value against a schema. */
function check(value: unknown, schema: Schema, options: CheckOptions, path = ''): Checked {
  const findings: Finding[] = []
  const report = (finding: Finding) => {
    if (findings.length < mostFindings) findings.push(finding)
  }
  return { value: walk(value, schema, { ...options, report, owner: '' }, path), findings }
}

interface Walk extends CheckOptions {
  readonly owner: string
  readonly report: (finding: Finding) => void
}

function walk(value: unknown, given: Schema, options: Walk, path: string): unknown {
  const schema = given.$ref ? options.resolve(given.$ref) : given
  const inside = given.$ref ? { ...options, owner: given.$ref.slice(given.$ref.lastIndexOf('.') + 1) } : options
  // null means "not given", whatever the type.
  if (!schema || value === undefined || value === null) return value
  if (schema['x-kubernetes-int-or-string']) {
    if (typeof value !== 'string' && typeof value !== 'number') options.report({ kind: 'type', path, value, expected: schema, owner: options.owner })
    else if (schema.format === 'quantity' && parseQuantity(value) === undefined) options.report({ kind: 'value', path, value, message: quantityRule })
    return value
  }
  if (!isOfType(value, schema.type)) {
    options.report({ kind: 'type', path, value, expected: given, owner: options.owner })
    return value
  }
  if (options.values) checkValue(value, schema, options, path)
  if (Array.isArray(value)) return schema.items ? value.map((one, index) => walk(one, schema.items ?? {}, inside, `${path}[${index}]`)) : value
  return isRecord(value) ? walkRecord(value, schema, inside, path) : value
}

function walkRecord(record: Readonly<Record<string, unknown>>, schema: Schema, options: Walk, path: string): unknown {
  const { properties = {}, additionalProperties, required = [] } = schema
  const free = additionalProperties === true || schema['x-kubernetes-preserve-unknown-fields'] === true || (schema.properties === undefined && additionalProperties === undefined)
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(record)) {
    const at = path ? `${path}.${key}` : key
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (own) result[key] = walk(value, own, options, at)
    else if (isRecord(additionalProperties)) result[key] = walk(value, additionalProperties, options, at)
    else if (free || (schema['x-kubernetes-embedded-resource'] && ['apiVersion', 'kind', 'metadata'].includes(key))) result[key] = value
    else options.report({ kind: 'unknown', path: at })
  }
  if (!options.values) return result
  for (const [key, { default: standard }] of Object.entries(properties)) {
    if (standard !== undefined && result[key] === undefined) result[key] = structuredClone(standard)
  }
  for (const name of required) if (result[name] === undefined) options.report({ kind: 'required', path: path ? `${path}.${name}` : name })
  return result
}

function isOfType(value: unknown, type: string | undefined): boolean {
  switch (type) {
    case 'object': return isRecord(value)
    case 'array': return Array.isArray(value)
    case 'string': return typeof value === 'string'
    case 'boolean': return typeof value === 'boolean'
    case 'integer': return Number.isInteger(value)
    case 'number': return typeof value === 'number'
    default: return true
  }
}

/** Ranges, lengths, patterns and lists of values, in the words of the real server. */
function checkValue(value: unknown, schema: Schema, { report }: Walk, path: string): void {
  const say = (message: string) => report({ kind: 'value', path, value, message })
  if (schema.enum && !schema.enum.includes(value)) report({ kind: 'value', path, value, message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${schema.enum.map((one) => JSON.stringify(one)).join(', ')}` })
  if (typeof value === 'number') {
    const { minimum, maximum } = schema
    if (minimum !== undefined && (value < minimum || (schema.exclusiveMinimum && value === minimum))) say(`should be greater than ${schema.exclusiveMinimum ? '' : 'or equal to '}${minimum}`)
    if (maximum !== undefined && (value > maximum || (schema.exclusiveMaximum && value === maximum))) say(`should be less than ${schema.exclusiveMaximum ? '' : 'or equal to '}${maximum}`)
  }
  if (typeof value === 'string') {
    if (value.length < (schema.minLength ?? 0)) say(`should be at least ${schema.minLength} chars long`)
    if (value.length > (schema.maxLength ?? Infinity)) say(`should be at most ${schema.maxLength} chars long`)
    if (schema.pattern !== undefined && !matches(schema.pattern, value)) say(`should match '${schema.pattern}'`)
  }
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0)) say(`should have at least ${schema.minItems} items`)
    if (value.length > (schema.maxItems ?? Infinity)) say(`should have at most ${schema.maxItems} items`)
  }
}

/** A pattern of a definition, in linear time; one that is no pattern fits everything. */
function matches(pattern: string, value: string): boolean {
  try {
    return RE2JS.compile(pattern).matcher(value).find()
  } catch {
    return true // The real server refuses such a definition; here it only checks nothing.
  }
}
