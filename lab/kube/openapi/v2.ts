import { stringify } from 'yaml'
import type { KindTable } from '../kinds.ts'
import type { Schema } from '../schema/schema.ts'
import { pathOf, referredTypes, servedKinds, type Served } from './definitions.ts'
import { field, joined, numberField } from './protobuf-writer.ts'

/**
 * The document of `/openapi/v2` as a gnostic `openapi.v2.Document`, the only form that kubectl reads: what kinds look like, for
 * `explain` and for checks that clients make, and which of them take a dry run. (Field numbers: gnostic's OpenAPIv2.proto.)
 */
export function openapiV2Document(kinds: KindTable): Uint8Array {
  const served = servedKinds(kinds)
  const types = referredTypes(served.map(({ schema }) => schema))
  const definitions = [
    ...[...types].map(([name, schema]) => named(name, schemaMessage(schema))),
    ...served.map((one) => named(one.definition, joined([schemaMessage(one.schema), extension('x-kubernetes-group-version-kind', [gvk(one)])]))),
  ]
  return joined([
    field(1, '2.0'),
    field(2, joined([field(1, 'Kubernetes'), field(2, 'v1.29.0')])),
    field(8, joined(served.map((one) => field(2, named(`${pathOf(one)}/{name}`, pathItem(one)))))),
    field(9, joined(definitions.map((definition) => field(1, definition)))),
  ])
}

/** NamedSchema, NamedPathItem and the like: 1 the name, 2 the thing. */
function named(name: string, message: Uint8Array): Uint8Array {
  return joined([field(1, name), field(2, message)])
}

function schemaMessage(schema: Schema): Uint8Array {
  const { $ref, format, description, required = [], additionalProperties, type, items, properties = {} } = schema
  return joined([
    ...($ref ? [field(1, $ref)] : []),
    ...(format ? [field(2, format)] : []),
    ...(description ? [field(4, description)] : []),
    ...required.map((name) => field(19, name)),
    ...(typeof additionalProperties === 'object' ? [field(21, field(1, schemaMessage(additionalProperties)))] : []),
    ...(type ? [field(22, field(1, type))] : []),
    ...(items ? [field(23, field(1, schemaMessage(items)))] : []),
    ...extensions(schema),
    ...(Object.keys(properties).length > 0 ? [field(25, joined(Object.entries(properties).map(([name, one]) => field(1, named(name, schemaMessage(one))))))] : []),
  ])
}

function extensions(schema: Schema): readonly Uint8Array[] {
  const names = ['x-kubernetes-patch-strategy', 'x-kubernetes-patch-merge-key'] as const
  return names.flatMap((name) => (schema[name] ? [extension(name, schema[name])] : []))
}

/** An operation that says of which kind it is and that it may be run dry. PathItem: 8 patch; Operation: 7 responses, 8 parameters, 13 extensions. */
function pathItem(one: Served): Uint8Array {
  const told = [vendorExtension(13, 'x-kubernetes-action', 'patch'), vendorExtension(13, 'x-kubernetes-group-version-kind', gvk(one))]
  return field(8, joined([field(6, `patch${one.kind.kind}`), ...['dryRun', 'fieldManager', 'fieldValidation'].map((name) => field(8, queryParameter(name))), ...told]))
}

/** ParametersItem 1 → Parameter 2 (non-body) → 4 (query): 2 in, 4 name, 6 type, 20 unique… */
function queryParameter(name: string): Uint8Array {
  const parameter = joined([numberField(1, 0), field(2, 'query'), field(4, name), field(6, 'string')])
  return field(1, field(2, field(3, parameter)))
}

function gvk({ group, version, kind }: Served): Readonly<Record<string, string>> {
  return { group, version, kind: kind.kind }
}

function extension(name: string, value: unknown): Uint8Array {
  return vendorExtension(31, name, value)
}

/** NamedAny: 1 the name, 2 Any with 2 its YAML. */
function vendorExtension(number: number, name: string, value: unknown): Uint8Array {
  return field(number, named(name, field(2, typeof value === 'string' ? `${value}\n` : stringify(value))))
}
