import { age } from './age.ts'
import type { Column, Kind } from './kind.ts'
import type { KindTable } from './kinds.ts'
import type { KubeObject } from './object.ts'
import { read, readList, text } from './read.ts'
import type { Store } from './store.ts'

const resource = 'apiextensions.k8s.io/customresourcedefinitions'

/** Serves the kinds of CustomResourceDefinitions from the moment they are stored. The returned function ends that. */
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
    if (kind && !builtIn.has(kind.resource)) kinds.remove(kind.resource)
  })
}

function toKind(definition: KubeObject): Kind | undefined {
  const spec = definition.spec ?? {}
  const group = text(spec['group'])
  const names = spec['names']
  const plural = text(read(names, 'plural'))
  const listed = readList(spec, 'versions').filter((version) => read(version, 'served') !== false)
  const versions = listed.length > 0 ? listed.map((version) => text(read(version, 'name'))) : [text(spec['version'])]
  if (!group || !plural || !versions[0]) return undefined
  const columns = [...readList(listed[0], 'additionalPrinterColumns'), ...readList(spec, 'additionalPrinterColumns')].map(toColumn)
  return {
    resource: `${group}/${plural}`,
    kind: text(read(names, 'kind')),
    plural,
    singular: text(read(names, 'singular')) || text(read(names, 'kind')).toLowerCase(),
    shortNames: readList(names, 'shortNames').map(text),
    namespaced: spec['scope'] !== 'Cluster',
    served: versions.map((version) => ({ group, version })),
    subresources: [],
    categories: readList(names, 'categories').map(text),
    columns: [...columns, { name: 'Age', value: age }],
  }
}

function toColumn(column: unknown): Column {
  // v1 says jsonPath, v1beta1 JSONPath. Plain field paths alone; filters are beyond what a column needs here.
  const path = (text(read(column, 'jsonPath')) || text(read(column, 'JSONPath'))).split('.').filter((key) => key !== '')
  return { name: text(read(column, 'name')), wide: Number(read(column, 'priority') ?? 0) > 0, value: (object) => text(read(object, ...path)) }
}
