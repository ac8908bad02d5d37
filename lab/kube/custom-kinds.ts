import { age, duration } from './age.ts'
import { findAll } from './custom-kinds/json-path.ts'
import type { Column, Kind, SubresourceName } from './kind.ts'
import type { KindTable } from './kinds.ts'
import type { KubeObject } from './object.ts'
import { isRecord, number, read, readList, readRecord, text } from './read.ts'
import { readSchema } from './schema/read-schema.ts'
import type { Store } from './store.ts'

const resource = 'apiextensions.k8s.io/customresourcedefinitions'

/** Serves the kinds of CustomResourceDefinitions from the moment they are stored; objects go with their definition. The returned function ends that. */
export function customKinds(store: Store, kinds: KindTable): () => void {
  const builtIn = new Set(kinds.all().map((kind) => kind.resource))
  const put = (definition: KubeObject) => {
    const kind = toKind(definition)
    // A definition of a kind that we know better (with columns and checks) changes nothing.
    if (kind && !builtIn.has(kind.resource)) kinds.put(kind)
  }
  store.list(resource).forEach(put)
  return store.onChange(({ type, resource: changed, object }) => {
    if (changed !== resource) return
    if (type !== 'DELETED') return put(object)
    const kind = toKind(object)
    if (!kind) return
    for (const { metadata } of store.list(kind.resource)) store.delete(kind.resource, metadata.namespace, metadata.name)
    if (!builtIn.has(kind.resource)) kinds.remove(kind.resource)
  })
}

function toKind({ spec }: KubeObject): Kind | undefined {
  const group = text(read(spec, 'group'))
  const names = read(spec, 'names')
  const [plural, kind] = [text(read(names, 'plural')), text(read(names, 'kind'))]
  const versions = readList(spec, 'versions').filter((version) => read(version, 'served') !== false)
  const [first] = versions
  if (!group || !plural || !kind || first === undefined) return undefined
  const schemas = versions.flatMap((version) => {
    const schema = read(version, 'schema', 'openAPIV3Schema')
    return isRecord(schema) && read(spec, 'preserveUnknownFields') !== true ? [[text(read(version, 'name')), readSchema(schema)] as const] : []
  })
  const columns = readList(first, 'additionalPrinterColumns').map(toColumn)
  return {
    resource: `${group}/${plural}`,
    kind,
    plural,
    singular: text(read(names, 'singular')) || kind.toLowerCase(),
    shortNames: readList(names, 'shortNames').map(text),
    namespaced: read(spec, 'scope') !== 'Cluster',
    served: versions.map((version) => ({ group, version: text(read(version, 'name')) })),
    subresources: (['status', 'scale'] satisfies SubresourceName[]).filter((name) => readRecord(first, 'subresources')[name] !== undefined),
    categories: readList(names, 'categories').map(text),
    schemas: Object.fromEntries(schemas),
    ...(columns.length > 0 ? { columns } : {}),
  }
}

function toColumn(column: unknown): Column {
  const path = text(read(column, 'jsonPath'))
  const type = text(read(column, 'type'))
  const first = (object: KubeObject) => findAll(object, path)[0]
  return {
    name: text(read(column, 'name')),
    wide: number(read(column, 'priority')) > 0,
    ...(type === 'integer' ? { type } : {}),
    value(object, nowMs) {
      if (path === '.metadata.creationTimestamp') return age(object, nowMs)
      const value = first(object)
      if (type === 'integer') return number(value)
      if (type !== 'date') return typeof value === 'object' && value !== null ? JSON.stringify(value) : text(value)
      const at = Date.parse(text(value))
      return Number.isNaN(at) ? '' : duration(nowMs - at)
    },
  }
}
