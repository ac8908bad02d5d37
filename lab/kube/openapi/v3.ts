import type { GroupVersion } from '../kind.ts'
import type { KindTable } from '../kinds.ts'
import { groupVersions } from '../discovery.ts'
import type { Schema } from '../schema/schema.ts'
import { pathOf, referredTypes, servedKinds, type Served } from './definitions.ts'

/** The index of `/openapi/v3`: a document for each group and version. Its hash changes with what is served. */
export function openapiV3Index(kinds: KindTable, version: number): unknown {
  const paths = groupVersions(kinds).map((one) => {
    const path = one.group ? `apis/${one.group}/${one.version}` : `api/${one.version}`
    return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${version}` }]
  })
  return { paths: Object.fromEntries(paths) }
}

/** The document of one group and version; undefined when it is not served. */
export function openapiV3Document(kinds: KindTable, wanted: GroupVersion): unknown {
  if (!groupVersions(kinds).some(({ group, version }) => group === wanted.group && version === wanted.version)) return undefined
  const served = servedKinds(kinds, wanted)
  const types = referredTypes(served.map(({ schema }) => schema))
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.29.0' },
    paths: Object.fromEntries(served.flatMap(pathsOf)),
    components: {
      schemas: Object.fromEntries([
        ...[...types].map(([name, schema]) => [name, component(schema)]),
        ...served.map((one) => [one.definition, { ...component(one.schema), 'x-kubernetes-group-version-kind': [gvk(one)] }]),
      ]),
    },
  }
}

function pathsOf(one: Served): [path: string, item: unknown][] {
  const operation = (action: string, verb: string) => ({
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvk(one),
    operationId: `${verb}${one.kind.kind}`,
    parameters: ['dryRun', 'fieldManager', 'fieldValidation'].map((name) => ({ name, in: 'query', schema: { type: 'string', uniqueItems: true } })),
    responses: { 200: { description: 'OK', content: { 'application/json': { schema: { $ref: `#/components/schemas/${one.definition}` } } } } },
  })
  return [
    [pathOf(one), { get: operation('list', 'list'), post: operation('post', 'create') }],
    [`${pathOf(one)}/{name}`, { get: operation('get', 'read'), put: operation('put', 'replace'), patch: operation('patch', 'patch'), delete: operation('delete', 'delete') }],
  ]
}

function gvk({ group, version, kind }: Served): unknown {
  return { group, version, kind: kind.kind }
}

/** A schema with the references of a version 3 document; beside one, OpenAPI allows no other key. */
function component(schema: Schema): Readonly<Record<string, unknown>> {
  const { $ref, items, properties, additionalProperties, format, ...rest } = schema
  if ($ref) {
    const reference = { $ref: $ref.replace('#/definitions/', '#/components/schemas/') }
    const { description, 'x-kubernetes-patch-strategy': strategy } = schema
    const beside = { ...(description ? { description } : {}), ...(strategy ? { 'x-kubernetes-patch-strategy': strategy } : {}) }
    return Object.keys(beside).length > 0 ? { ...beside, default: {}, allOf: [reference] } : reference
  }
  return {
    ...rest,
    ...(format ? { format } : {}),
    ...(items ? { items: component(items) } : {}),
    ...(properties ? { properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, component(one)])) } : {}),
    ...(additionalProperties === undefined ? {} : { additionalProperties: typeof additionalProperties === 'object' ? component(additionalProperties) : additionalProperties }),
  }
}
