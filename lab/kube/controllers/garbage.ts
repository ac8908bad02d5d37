import { foregroundFinalizer } from '../deletion.ts'
import type { KubeObject, ResourceName } from '../object.ts'
import type { Store } from '../store.ts'
import type { Action } from './controller.ts'

interface Stored {
  readonly resource: ResourceName
  readonly object: KubeObject
}

/** What nobody owns any more, what stands in a namespace that goes or has gone, and what waited for that. */
export function garbage(store: Store): Action[] {
  const all = store.resources().flatMap((resource) => store.list(resource).map((object): Stored => ({ resource, object })))
  const owners = new Map(all.map(({ object }) => [object.metadata.uid, object]))
  const lost = all.filter(({ resource, object }) => !object.metadata.deletionTimestamp && (isOrphaned(object, owners) || isHomeless(store, { resource, object })))
  return [...lost.map(({ resource, object }): Action => ({ op: 'delete', resource, object })), ...emptied(store, all), ...released(all)]
}

/** Its owners are gone, or its last one waits in the foreground for it to go. */
function isOrphaned({ metadata: { ownerReferences = [] } }: KubeObject, owners: ReadonlyMap<string | undefined, KubeObject>): boolean {
  if (ownerReferences.length === 0) return false
  return ownerReferences.every(({ uid }) => {
    const owner = owners.get(uid)
    return !owner || (owner.metadata.deletionTimestamp !== undefined && (owner.metadata.finalizers ?? []).includes(foregroundFinalizer))
  })
}

function isHomeless(store: Store, { resource, object: { metadata } }: Stored): boolean {
  if (!metadata.namespace || resource === 'namespaces') return false
  const home = store.get('namespaces', undefined, metadata.namespace)
  return !home || home.metadata.deletionTimestamp !== undefined
}

/** Namespaces that wait to be empty and are. */
function emptied(store: Store, all: readonly Stored[]): Action[] {
  const going = store.list('namespaces').filter(({ metadata }) => metadata.deletionTimestamp)
  const empty = going.filter(({ metadata }) => !all.some(({ object }) => object.metadata.namespace === metadata.name))
  return empty.map((object) => ({ op: 'remove', resource: 'namespaces', object }))
}

/** Owners that waited for what they own and have nothing left: they lose the finalizer, and go if it was the last one. */
function released(all: readonly Stored[]): Action[] {
  const waiting = all.filter(({ object: { metadata } }) => metadata.deletionTimestamp && (metadata.finalizers ?? []).includes(foregroundFinalizer))
  return waiting.flatMap(({ resource, object }): Action[] => {
    const blocks = all.some(({ object: { metadata } }) => metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid))
    if (blocks) return []
    const { finalizers = [], ...metadata } = object.metadata
    const rest = finalizers.filter((one) => one !== foregroundFinalizer)
    const update: Action = { op: 'update', resource, object: { ...object, metadata: { ...metadata, ...(rest.length > 0 ? { finalizers: rest } : {}) } } }
    return rest.length > 0 ? [update] : [update, { op: 'remove', resource, object }]
  })
}
