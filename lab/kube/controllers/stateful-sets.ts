import type { KubeObject } from '../object.ts'
import { number, read, readRecord } from '../read.ts'
import { same } from '../store.ts'
import { ownedBy, type Action, type Controller, type ControllerInput } from './controller.ts'
import { isActive, isReady, podFrom } from './replica-sets.ts'
import { templateHash } from './template-hash.ts'

const revisionLabel = 'controller-revision-hash'

/** StatefulSet → Pods `name-0`, `name-1`, …: each begins when the one before is ready; updates and ends go from the last to the first. */
export const statefulSets: Controller = (input) => ({
  actions: input.cluster.list('apps/statefulsets').flatMap((set) => (set.metadata.deletionTimestamp ? [] : reconcile(set, input))),
})

function reconcile(set: KubeObject, input: ControllerInput): Action[] {
  const { cluster } = input
  const wanted = number(read(set, 'spec', 'replicas'), 1)
  const revision = `${set.metadata.name}-${templateHash(readRecord(set, 'spec', 'template'))}`
  const pods = ownedBy(cluster, 'pods', set)
  const status = statusOf(set, pods.filter(isActive), revision)
  const update: Action[] = same(status, set.status) ? [] : [{ op: 'update', resource: 'apps/statefulsets', object: { ...set, status } }]
  return [...nextStep(set, { pods, wanted, revision, input }), ...update]
}

interface Step {
  readonly pods: readonly KubeObject[]
  readonly wanted: number
  readonly revision: string
  readonly input: ControllerInput
}

function nextStep(set: KubeObject, { pods, wanted, revision, input }: Step): Action[] {
  const parallel = read(set, 'spec', 'podManagementPolicy') === 'Parallel'
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(pod), pod]))
  const create: Action[] = []
  for (let ordinal = 0; ordinal < wanted; ordinal += 1) {
    const pod = byOrdinal.get(ordinal)
    if (!pod && input.room('pods') > create.length) create.push({ op: 'create', resource: 'pods', object: podOf(set, ordinal, revision) })
    if (!parallel && (!pod || !isReady(pod))) break
  }
  if (create.length > 0) return create
  const surplus = [...byOrdinal].filter(([ordinal, pod]) => ordinal >= wanted && isActive(pod)).toSorted(([a], [b]) => b - a)
  if (surplus.length > 0) return surplus.slice(0, parallel ? surplus.length : 1).map(([, object]) => ({ op: 'delete', resource: 'pods', object }))
  if (read(set, 'spec', 'updateStrategy', 'type') === 'OnDelete' || !pods.every(isReady)) return []
  const partition = number(read(set, 'spec', 'updateStrategy', 'rollingUpdate', 'partition'))
  const outdated = [...byOrdinal].filter(([ordinal, pod]) => ordinal >= partition && pod.metadata.labels?.[revisionLabel] !== revision).toSorted(([a], [b]) => b - a)[0]
  return outdated ? [{ op: 'delete', resource: 'pods', object: outdated[1] }] : []
}

function podOf(set: KubeObject, ordinal: number, revision: string): KubeObject {
  const name = `${set.metadata.name}-${ordinal}`
  const pod = podFrom(set, name, { [revisionLabel]: revision, 'statefulset.kubernetes.io/pod-name': name, 'apps.kubernetes.io/pod-index': String(ordinal) })
  return { ...pod, spec: { ...pod.spec, hostname: name, subdomain: read(set, 'spec', 'serviceName') } }
}

function ordinalOf(pod: KubeObject): number {
  return Number(pod.metadata.name.slice(pod.metadata.name.lastIndexOf('-') + 1))
}

function statusOf(set: KubeObject, pods: readonly KubeObject[], revision: string): Record<string, unknown> {
  const ready = pods.filter(isReady).length
  const updated = pods.filter((pod) => pod.metadata.labels?.[revisionLabel] === revision).length
  const currentRevision = updated === pods.length ? revision : (read(set, 'status', 'currentRevision') ?? revision)
  const current = pods.filter((pod) => pod.metadata.labels?.[revisionLabel] === currentRevision).length
  return { observedGeneration: set.metadata.generation ?? 1, replicas: pods.length, readyReplicas: ready, availableReplicas: ready, currentReplicas: current, updatedReplicas: updated, currentRevision, updateRevision: revision, collisionCount: 0 }
}
