import { replicasOf } from '../controllers/deployments/counts.ts'
import type { Change, KubeObject, OwnerReference } from '../object.ts'
import { number, own, read, readList, text } from '../read.ts'
import { podOccurrences } from './pod-occurrences.ts'

/** Something that an Event speaks of. */
export interface Occurrence {
  readonly about: KubeObject
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  /** Who says so. */
  readonly component: string
  /** Which part of the object, e.g. `spec.containers{reviews}`. */
  readonly fieldPath?: string
}

type Describe = (change: Change) => readonly Occurrence[]

const describers: Readonly<Record<string, Describe>> = {
  pods: (change) => [...owned(change), ...podOccurrences(change)],
  'apps/replicasets': (change) => [...scaled(change), ...refused(change)],
  'autoscaling/horizontalpodautoscalers': autoscaled,
}

/** What a change of the store is worth an Event for; the words are those of the real controllers. */
export function occurrences(change: Change): readonly Occurrence[] {
  return describers[change.resource]?.(change) ?? []
}

const controllers: Readonly<Record<string, string>> = { ReplicaSet: 'replicaset-controller', StatefulSet: 'statefulset-controller', DaemonSet: 'daemonset-controller', Job: 'job-controller' }

/** A pod that a controller made or takes away. */
function owned({ type, object, before }: Change): readonly Occurrence[] {
  const owner = controllerOf(object)
  const component = owner && own(controllers, owner.kind)
  if (!owner || !component) return []
  const { name } = object.metadata
  const about = referred(owner, object)
  if (type === 'ADDED') return [{ about, type: 'Normal', reason: 'SuccessfulCreate', message: owner.kind === 'StatefulSet' ? `create Pod ${name} in StatefulSet ${owner.name} successful` : `Created pod: ${name}`, component }]
  const began = object.metadata.deletionTimestamp && before && !before.metadata.deletionTimestamp
  return began ? [{ about, type: 'Normal', reason: 'SuccessfulDelete', message: owner.kind === 'StatefulSet' ? `delete Pod ${name} in StatefulSet ${owner.name} successful` : `Deleted pod: ${name}`, component }] : []
}

/** A set that its deployment grew or shrank. */
function scaled({ type, object, before }: Change): readonly Occurrence[] {
  const owner = controllerOf(object)
  if (owner?.kind !== 'Deployment' || type === 'DELETED') return []
  const [from, to] = [before ? replicasOf(before) : 0, replicasOf(object)]
  if (from === to) return []
  return [{
    about: referred(owner, object), type: 'Normal', reason: 'ScalingReplicaSet', component: 'deployment-controller',
    message: `Scaled ${to > from ? 'up' : 'down'} replica set ${object.metadata.name} to ${to}${before ? ` from ${from}` : ''}`,
  }]
}

function refused({ object, before }: Change): readonly Occurrence[] {
  const message = failureOf(object)
  return message && message !== failureOf(before) ? [{ about: object, type: 'Warning', reason: 'FailedCreate', message: `Error creating: ${message}`, component: 'replicaset-controller' }] : []
}

function failureOf(set: KubeObject | undefined): string {
  return text(read(readList(set, 'status', 'conditions').find((one) => read(one, 'type') === 'ReplicaFailure'), 'message'))
}

function autoscaled({ object, before }: Change): readonly Occurrence[] {
  const component = 'horizontal-pod-autoscaler'
  const problem = (autoscaler: KubeObject | undefined) => readList(autoscaler, 'status', 'conditions').find((one) => read(one, 'status') === 'False' && ['FailedGetScale', 'FailedGetResourceMetric'].includes(text(read(one, 'reason'))))
  const [now, past] = [problem(object), problem(before)]
  if (now && read(now, 'message') !== read(past, 'message')) {
    return [{ about: object, type: 'Warning', reason: text(read(now, 'reason')), message: text(read(now, 'message')).replace('the HPA was unable to compute the replica count: ', ''), component }]
  }
  const scaledAt = read(object, 'status', 'lastScaleTime')
  if (scaledAt === undefined || scaledAt === read(before, 'status', 'lastScaleTime')) return []
  const [current, desired] = [number(read(object, 'status', 'currentReplicas')), number(read(object, 'status', 'desiredReplicas'))]
  const why = desired > current ? 'cpu resource utilization (percentage of request) above target' : 'All metrics below target'
  return [{ about: object, type: 'Normal', reason: 'SuccessfulRescale', message: `New size: ${desired}; reason: ${why}`, component }]
}

function controllerOf({ metadata }: KubeObject): OwnerReference | undefined {
  return (metadata.ownerReferences ?? []).find(({ controller }) => controller)
}

/** An owner as far as its dependent tells of it. */
function referred({ apiVersion, kind, name, uid }: OwnerReference, { metadata: { namespace } }: KubeObject): KubeObject {
  return { apiVersion, kind, metadata: { name, uid, ...(namespace ? { namespace } : {}) } }
}
