import type { GroupVersion, Kind } from '../kind.ts'
import type { KindTable } from '../kinds.ts'
import { schemaOf } from '../schema/kind-schema.ts'
import type { Schema } from '../schema/schema.ts'
import { typeTable } from '../schema/type-table.ts'

/** A kind in one of its versions, as OpenAPI documents list it. */
export interface Served extends GroupVersion {
  readonly kind: Kind
  /** Under which its schema stands among the definitions. */
  readonly definition: string
  readonly schema: Schema
}

const metadataRef = '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'

/** Everything that is stored and served, with a schema for each; kinds of free content get one that says so. */
export function servedKinds(kinds: KindTable, only?: GroupVersion): readonly Served[] {
  return kinds.all().filter((kind) => !kind.computed).flatMap((kind) => kind.served
    .filter(({ group, version }) => !only || (only.group === group && only.version === version))
    .map((served) => describe(kind, served)))
}

function describe(kind: Kind, served: GroupVersion): Served {
  const found = schemaOf(kind, served)
  const { group, version } = served
  // The same table may serve several versions of a kind, and each needs a definition of its own.
  const definition = `${group ? group.split('.').toReversed().join('.') : 'io.k8s.api.core'}.${version}.${kind.kind}`
  const base: Schema = found?.schema ?? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
  const properties = {
    apiVersion: { type: 'string', description: 'Group and version of the API that the object is written in.' },
    kind: { type: 'string', description: 'What the object is.' },
    metadata: { $ref: metadataRef, description: 'Name, labels and what else every object has.' },
  }
  const own = found ? base.properties : { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }
  return { ...served, kind, definition, schema: { ...base, properties: { ...own, ...properties } } }
}

/** Types that a set of schemas refers to, and those that they refer to. */
export function referredTypes(schemas: readonly Schema[]): ReadonlyMap<string, Schema> {
  const found = new Map<string, Schema>()
  const open: Schema[] = [...schemas]
  for (let schema = open.pop(); schema; schema = open.pop()) {
    const name = schema.$ref?.slice('#/definitions/'.length)
    const named = name === undefined ? undefined : typeTable().get(name)
    if (name !== undefined && named && !found.has(name)) {
      found.set(name, named.schema)
      open.push(named.schema)
    }
    if (schema.items) open.push(schema.items)
    if (typeof schema.additionalProperties === 'object') open.push(schema.additionalProperties)
    open.push(...Object.values(schema.properties ?? {}))
  }
  return found
}

/** The address of a kind's objects. */
export function pathOf({ kind, group, version }: Served): string {
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`
  return `${root}${kind.namespaced ? '/namespaces/{namespace}' : ''}/${kind.plural}`
}
