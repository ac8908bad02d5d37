import type { KubeObject } from '../object.ts'
import type { Store } from '../store.ts'
import type { Action } from './controller.ts'

/** What nobody owns any more: objects of deleted owners and of deleted namespaces. */
export function garbage(store: Store): Action[] {
  const resources = store.resources()
  const all = resources.flatMap((resource) => store.list(resource).map((object) => ({ resource, object })))
  const alive = new Set(all.map(({ object }) => object.metadata.uid))
  const namespaces = new Set(store.list('namespaces').map(({ metadata }) => metadata.name))
  const isLost = ({ metadata }: KubeObject) => {
    if (metadata.namespace && !namespaces.has(metadata.namespace)) return true
    const owners = metadata.ownerReferences ?? []
    return owners.length > 0 && owners.every(({ uid }) => !alive.has(uid))
  }
  return all.filter(({ object }) => isLost(object)).map(({ resource, object }) => ({ op: 'delete', resource, object }))
}
