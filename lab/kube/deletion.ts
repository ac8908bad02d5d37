import type { KubeObject, OwnerReference, ResourceName } from './object.ts'
import { text, read } from './read.ts'
import { timestamp, type Store } from './store.ts'

export const propagationPolicies = ['Background', 'Foreground', 'Orphan'] as const
export type PropagationPolicy = (typeof propagationPolicies)[number]

export interface DeletionOptions {
  readonly nowMs: number
  readonly graceSeconds?: number | undefined
  readonly policy?: PropagationPolicy | undefined
}

/** Keeps an owner until what it owns is gone. */
export const foregroundFinalizer = 'foregroundDeletion'

/**
 * Deletes an object as an API server does: at once, or only marked where something has to happen first. A pod's containers end,
 * a namespace empties, whoever holds a finalizer takes it away. Answers what is still stored; undefined when nothing is.
 */
export function beginDeletion(store: Store, resource: ResourceName, object: KubeObject, options: DeletionOptions): KubeObject | undefined {
  const { namespace, name } = object.metadata
  if (options.policy === 'Orphan') orphan(store, object)
  const finalizers = [...(object.metadata.finalizers ?? []), ...(options.policy === 'Foreground' ? [foregroundFinalizer] : [])]
  const grace = gracePeriod(resource, object, options.graceSeconds)
  if (finalizers.length === 0 && grace === undefined) {
    store.delete(resource, namespace, name)
    return undefined
  }
  if (object.metadata.deletionTimestamp && (object.metadata.deletionGracePeriodSeconds ?? 0) <= (grace ?? 0)) return object
  return store.update(resource, {
    ...object,
    metadata: {
      ...object.metadata,
      deletionTimestamp: timestamp(options.nowMs + (grace ?? 0) * 1000),
      deletionGracePeriodSeconds: grace ?? 0,
      ...(finalizers.length > 0 ? { finalizers: [...new Set(finalizers)] } : {}),
    },
    ...(resource === 'namespaces' ? { status: { ...object.status, phase: 'Terminating' } } : {}),
  })
}

/** Removes an object that was only waiting for its finalizers. */
export function finishDeletion(store: Store, resource: ResourceName, object: KubeObject): boolean {
  const { deletionTimestamp, finalizers = [], namespace, name } = object.metadata
  if (!deletionTimestamp || finalizers.length > 0 || gracePeriod(resource, object, undefined) !== undefined) return false
  store.delete(resource, namespace, name)
  return true
}

/** Seconds that somebody else takes to end an object; undefined for what can go at once. */
function gracePeriod(resource: ResourceName, object: KubeObject, wanted: number | undefined): number | undefined {
  if (resource === 'namespaces') return 0
  if (resource !== 'pods' || wanted === 0 || ['Succeeded', 'Failed'].includes(text(read(object, 'status', 'phase')))) return undefined
  const own = read(object, 'spec', 'terminationGracePeriodSeconds')
  return wanted ?? (typeof own === 'number' ? own : 30)
}

/** Lets go of everything that an object owns. */
function orphan(store: Store, owner: KubeObject): void {
  const others = ({ ownerReferences = [] }: KubeObject['metadata']): OwnerReference[] => ownerReferences.filter(({ uid }) => uid !== owner.metadata.uid)
  for (const resource of store.resources()) {
    for (const object of store.list(resource)) {
      if (others(object.metadata).length === (object.metadata.ownerReferences ?? []).length) continue
      store.update(resource, { ...object, metadata: { ...object.metadata, ownerReferences: others(object.metadata) } })
    }
  }
}
