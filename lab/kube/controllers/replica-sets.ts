import type { Random } from '../../clock.ts'
import { randomText } from '../../random.ts'
import type { ClusterReader, KubeObject } from '../object.ts'
import { number, read, readList, readRecord, readStrings } from '../read.ts'
import { same } from '../store.ts'
import { ownedBy, ownerReference, type Action, type Controller } from './controller.ts'

const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** ReplicaSet → Pods: as many as are wanted. */
export const replicaSets: Controller = ({ cluster, random }) => ({
  actions: cluster.list('apps/replicasets').flatMap((set) => reconcile(cluster, set, random)),
})

function reconcile(cluster: ClusterReader, set: KubeObject, random: Random): Action[] {
  const pods = ownedBy(cluster, 'pods', set)
  const wanted = number(read(set, 'spec', 'replicas'), 1)
  const missing = Math.max(0, wanted - pods.length)
  const created = Array.from({ length: missing }, (): Action => ({ op: 'create', resource: 'pods', object: podOf(set, random) }))
  // Unready and young ones go first, so that scaling down loses as little as possible.
  const surplus = pods.toSorted((a, b) => Number(isReady(a)) - Number(isReady(b)) || compareAge(b, a)).slice(0, Math.max(0, pods.length - wanted))
  const deleted = surplus.map((object): Action => ({ op: 'delete', resource: 'pods', object }))
  return [...created, ...deleted, ...withStatus(set, pods)]
}

function podOf(set: KubeObject, random: Random): KubeObject {
  const template = readRecord(set, 'spec', 'template')
  const annotations = readStrings(template, 'metadata', 'annotations')
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${set.metadata.name}-${randomText(random, nameAlphabet, 5)}`,
      generateName: `${set.metadata.name}-`,
      ...(set.metadata.namespace ? { namespace: set.metadata.namespace } : {}),
      labels: { ...readStrings(template, 'metadata', 'labels') },
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      ownerReferences: [...ownerReference(set)],
    },
    spec: { ...readRecord(template, 'spec') },
  }
}

function withStatus(set: KubeObject, pods: readonly KubeObject[]): Action[] {
  const ready = pods.filter(isReady).length
  const counts = ready > 0 ? { readyReplicas: ready, availableReplicas: ready } : {}
  const status = { replicas: pods.length, fullyLabeledReplicas: pods.length, ...counts, observedGeneration: set.metadata.generation ?? 1 }
  return same(status, set.status) ? [] : [{ op: 'update', resource: 'apps/replicasets', object: { ...set, status } }]
}

/** Whether a pod answers requests. */
export function isReady(pod: KubeObject): boolean {
  return readList(pod, 'status', 'conditions').some((one) => read(one, 'type') === 'Ready' && read(one, 'status') === 'True')
}

function compareAge(a: KubeObject, b: KubeObject): number {
  return Date.parse(a.metadata.creationTimestamp ?? '') - Date.parse(b.metadata.creationTimestamp ?? '')
}
