import { randomText } from '../../random.ts'
import type { KubeObject } from '../object.ts'
import { readRecord } from '../read.ts'
import { same } from '../store.ts'
import { ownedBy, type Action, type Controller, type ControllerInput } from './controller.ts'
import { isActive, isReady, podFrom } from './replica-sets.ts'
import { templateHash } from './template-hash.ts'

const hashLabel = 'controller-revision-hash'

/** DaemonSet → one pod on each node; a pod of an earlier template goes before the next one comes. */
export const daemonSets: Controller = (input) => ({
  actions: input.cluster.list('apps/daemonsets').flatMap((set) => (set.metadata.deletionTimestamp ? [] : reconcile(set, input))),
})

function reconcile(set: KubeObject, { cluster, random, room }: ControllerInput): Action[] {
  const hash = templateHash(readRecord(set, 'spec', 'template'))
  const pods = ownedBy(cluster, 'pods', set)
  const active = pods.filter(isActive)
  const wanted = cluster.list('nodes').length
  const outdated = active.filter((pod) => pod.metadata.labels?.[hashLabel] !== hash)
  const missing = Math.min(room('pods'), Math.max(0, wanted - pods.length))
  const ready = active.filter(isReady).length
  const status = {
    observedGeneration: set.metadata.generation ?? 1,
    currentNumberScheduled: active.length, desiredNumberScheduled: wanted, numberMisscheduled: 0, numberReady: ready,
    updatedNumberScheduled: active.length - outdated.length, ...(ready > 0 ? { numberAvailable: ready } : {}), ...(ready < wanted ? { numberUnavailable: wanted - ready } : {}),
  }
  return [
    ...Array.from({ length: missing }, (): Action => ({ op: 'create', resource: 'pods', object: podFrom(set, `${set.metadata.name}-${randomText(random, 'bcdfghjklmnpqrstvwxz2456789', 5)}`, { [hashLabel]: hash }) })),
    ...outdated.map((object): Action => ({ op: 'delete', resource: 'pods', object })),
    ...(same(status, set.status) ? [] : [{ op: 'update', resource: 'apps/daemonsets', object: { ...set, status } } as const]),
  ]
}
