import type { KubeObject } from '../../object.ts'
import { number, read, readList, text } from '../../read.ts'
import { same, timestamp } from '../../store.ts'
import type { Action } from '../controller.ts'
import { readyOf, revisionAnnotation, revisionOf, sum, unavailable } from './counts.ts'

interface StatusInput {
  readonly current: KubeObject | undefined
  readonly old: readonly KubeObject[]
  readonly nowMs: number
}

/** What a deployment says of its rollout; kubectl's `rollout status` and `wait` read it. */
export function deploymentStatus(deployment: KubeObject, { current, old, nowMs }: StatusInput): Action[] {
  if (!current) return []
  const sets = [current, ...old]
  const desired = number(read(deployment, 'spec', 'replicas'), 1)
  const total = sum(sets, (set) => number(read(set, 'status', 'replicas')))
  const ready = sum(sets, readyOf)
  const updated = number(read(current, 'status', 'replicas'))
  const available = ready >= desired - unavailable(deployment)
  const counts = positive({ replicas: total, updatedReplicas: updated, readyReplicas: ready, availableReplicas: ready, unavailableReplicas: Math.max(0, desired - ready) })
  const refusal = sets.map(failureOf).find((message) => message !== undefined)
  const progress = progressOf(deployment, { current, complete: updated === desired && total === desired && ready >= desired, counts, nowMs })
  const status = {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...counts,
    conditions: [
      condition(deployment, nowMs, { type: 'Available', status: available, reason: available ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable', message: available ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.' }),
      ...(refusal ? [condition(deployment, nowMs, { type: 'ReplicaFailure', status: true, reason: 'FailedCreate', message: refusal })] : []),
      progress,
    ],
  }
  const annotations = { ...deployment.metadata.annotations, [revisionAnnotation]: String(revisionOf(current)) }
  if (same(status, deployment.status) && same(annotations, deployment.metadata.annotations)) return []
  return [{ op: 'update', resource: 'apps/deployments', object: { ...deployment, metadata: { ...deployment.metadata, annotations }, status } }]
}

interface Progress {
  readonly current: KubeObject
  readonly complete: boolean
  readonly counts: Readonly<Record<string, number>>
  readonly nowMs: number
}

function progressOf(deployment: KubeObject, { current, complete, counts, nowMs }: Progress): Readonly<Record<string, unknown>> {
  const { name } = current.metadata
  const before = readList(deployment, 'status', 'conditions').find((one) => read(one, 'type') === 'Progressing')
  if (complete) return condition(deployment, nowMs, { type: 'Progressing', status: true, reason: 'NewReplicaSetAvailable', message: `ReplicaSet "${name}" has successfully progressed.` })
  // A pod that is lost after a rollout is not another rollout.
  if (read(before, 'reason') === 'NewReplicaSetAvailable' && text(read(before, 'message')).includes(`"${name}"`)) return { ...Object(before) }
  const moved = Object.keys(counts).length === 0 || !same(counts, countsOf(deployment))
  const due = progressDeadlineMs(deployment)
  if (!moved && due !== undefined && nowMs >= due) return condition(deployment, nowMs, { type: 'Progressing', status: false, reason: 'ProgressDeadlineExceeded', message: `ReplicaSet "${name}" has timed out progressing.` })
  if (!moved && read(before, 'reason') === 'ProgressDeadlineExceeded') return { ...Object(before) }
  const next = condition(deployment, nowMs, { type: 'Progressing', status: true, reason: 'ReplicaSetUpdated', message: `ReplicaSet "${name}" is progressing.` })
  return moved ? { ...next, lastUpdateTime: timestamp(nowMs) } : next
}

/** When a rollout that stands still counts as failed; undefined while none is under way. */
export function progressDeadlineMs(deployment: KubeObject): number | undefined {
  const progress = readList(deployment, 'status', 'conditions').find((one) => read(one, 'type') === 'Progressing')
  if (read(progress, 'reason') !== 'ReplicaSetUpdated') return undefined
  return Date.parse(text(read(progress, 'lastUpdateTime'))) + number(read(deployment, 'spec', 'progressDeadlineSeconds'), 600) * 1000
}

function countsOf(deployment: KubeObject): Record<string, number> {
  const fields = ['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas', 'unavailableReplicas']
  return positive(Object.fromEntries(fields.map((field) => [field, number(read(deployment, 'status', field))])))
}

/** The message of a set that cannot make its pods. */
function failureOf(set: KubeObject): string | undefined {
  const failure = readList(set, 'status', 'conditions').find((one) => read(one, 'type') === 'ReplicaFailure')
  return failure === undefined ? undefined : text(read(failure, 'message'))
}

interface ConditionInput {
  readonly type: string
  readonly status: boolean
  readonly reason: string
  readonly message: string
}

/** A condition keeps its time while its status stays. */
function condition(object: KubeObject, nowMs: number, { type, status, reason, message }: ConditionInput): Record<string, unknown> {
  const before = readList(object, 'status', 'conditions').find((one) => read(one, 'type') === type)
  const value = status ? 'True' : 'False'
  const lastTransitionTime = read(before, 'status') === value ? text(read(before, 'lastTransitionTime')) : timestamp(nowMs)
  const lastUpdateTime = read(before, 'reason') === reason ? text(read(before, 'lastUpdateTime')) : timestamp(nowMs)
  return { type, status: value, reason, message, lastUpdateTime, lastTransitionTime }
}

function positive(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}
