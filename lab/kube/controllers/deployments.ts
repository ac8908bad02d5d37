import type { ClusterReader, KubeObject } from '../object.ts'
import { number, read, readRecord, readStrings, text } from '../read.ts'
import { same, timestamp } from '../store.ts'
import { ownedBy, ownerReference, type Action, type Controller } from './controller.ts'
import { templateHash } from './template-hash.ts'

const revisionAnnotation = 'deployment.kubernetes.io/revision'
const hashLabel = 'pod-template-hash'

/** Deployment → ReplicaSets: one for each template, moved from old to new by a rolling update. */
export const deployments: Controller = ({ cluster, nowMs }) => {
  const actions = cluster.list('apps/deployments').flatMap((deployment) => reconcile(cluster, deployment, nowMs))
  return { actions }
}

function reconcile(cluster: ClusterReader, deployment: KubeObject, nowMs: number): Action[] {
  const sets = ownedBy(cluster, 'apps/replicasets', deployment)
  const hash = templateHash(readRecord(deployment, 'spec', 'template'))
  const current = sets.find((set) => set.metadata.labels?.[hashLabel] === hash)
  const old = sets.filter((set) => set !== current)
  if (!current) return [{ op: 'create', resource: 'apps/replicasets', object: replicaSet(deployment, { hash, sets }) }]
  return [...scaled(deployment, current, old), ...revised(current, old), ...trimmed(deployment, old), ...withStatus(deployment, { current, old, nowMs })]
}

function replicaSet(deployment: KubeObject, { hash, sets }: { hash: string; sets: readonly KubeObject[] }): KubeObject {
  const spec = readRecord(deployment, 'spec')
  const template = readRecord(spec, 'template')
  const labels = { ...readStrings(template, 'metadata', 'labels'), [hashLabel]: hash }
  const revision = Math.max(0, ...sets.map(revisionOf)) + 1
  // The first set starts whole; a later one is grown by the rolling update.
  const replicas = sets.length === 0 ? number(spec['replicas'], 1) : Math.min(number(spec['replicas'], 1), surge(deployment))
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      ...(deployment.metadata.namespace ? { namespace: deployment.metadata.namespace } : {}),
      labels,
      annotations: { [revisionAnnotation]: String(revision), 'deployment.kubernetes.io/desired-replicas': String(number(spec['replicas'], 1)) },
      ownerReferences: [...ownerReference(deployment)],
    },
    spec: {
      replicas,
      selector: { matchLabels: { ...readStrings(spec, 'selector', 'matchLabels'), [hashLabel]: hash } },
      template: { ...template, metadata: { ...readRecord(template, 'metadata'), labels } },
    },
  }
}

/** One step of the rolling update: grow the new set as far as the surge allows, shrink old ones as far as availability allows. */
function scaled(deployment: KubeObject, current: KubeObject, old: readonly KubeObject[]): Action[] {
  const desired = number(read(deployment, 'spec', 'replicas'), 1)
  const oldTotal = sum(old, (set) => replicasOf(set))
  const room = Math.max(0, desired + surge(deployment) - oldTotal)
  const grown = oldTotal === 0 ? desired : Math.min(desired, Math.max(replicasOf(current), room))
  const actions = setReplicas(current, grown)
  const mayLose = sum([current, ...old], readyOf) - (desired - unavailable(deployment))
  let spare = Math.max(0, mayLose)
  for (const set of old) {
    const unready = Math.max(0, replicasOf(set) - readyOf(set))
    const cut = Math.min(replicasOf(set), unready + Math.min(spare, readyOf(set)))
    spare -= Math.max(0, cut - unready)
    actions.push(...setReplicas(set, replicasOf(set) - cut))
  }
  return actions
}

/** A template that was used before gets a new, highest revision, as after `rollout undo`. */
function revised(current: KubeObject, old: readonly KubeObject[]): Action[] {
  const newest = Math.max(0, ...old.map(revisionOf))
  if (revisionOf(current) > newest) return []
  const annotations = { ...current.metadata.annotations, [revisionAnnotation]: String(newest + 1) }
  return [{ op: 'update', resource: 'apps/replicasets', object: { ...current, metadata: { ...current.metadata, annotations } } }]
}

/** Keeps as many empty old sets as the history wants. */
function trimmed(deployment: KubeObject, old: readonly KubeObject[]): Action[] {
  const limit = number(read(deployment, 'spec', 'revisionHistoryLimit'), 10)
  const empty = old.filter((set) => replicasOf(set) === 0 && number(read(set, 'status', 'replicas')) === 0)
  const surplus = empty.toSorted((a, b) => revisionOf(a) - revisionOf(b)).slice(0, Math.max(0, empty.length - limit))
  return surplus.map((object) => ({ op: 'delete', resource: 'apps/replicasets', object }))
}

interface StatusInput {
  readonly current: KubeObject
  readonly old: readonly KubeObject[]
  readonly nowMs: number
}

function withStatus(deployment: KubeObject, { current, old, nowMs }: StatusInput): Action[] {
  const sets = [current, ...old]
  const desired = number(read(deployment, 'spec', 'replicas'), 1)
  const total = sum(sets, (set) => number(read(set, 'status', 'replicas')))
  const ready = sum(sets, readyOf)
  const updated = number(read(current, 'status', 'replicas'))
  const available = ready >= desired - unavailable(deployment)
  const complete = updated === desired && total === desired && ready >= desired
  const status = {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...positive({ replicas: total, updatedReplicas: updated, readyReplicas: ready, availableReplicas: ready, unavailableReplicas: Math.max(0, desired - ready) }),
    conditions: [
      condition(deployment, nowMs, { type: 'Available', status: available, reason: available ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable', message: available ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.' }),
      condition(deployment, nowMs, {
        type: 'Progressing', status: true,
        reason: complete ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
        message: complete ? `ReplicaSet "${current.metadata.name}" has successfully progressed.` : `ReplicaSet "${current.metadata.name}" is progressing.`,
      }),
    ],
  }
  const annotations = { ...deployment.metadata.annotations, [revisionAnnotation]: String(revisionOf(current)) }
  if (same(status, deployment.status) && same(annotations, deployment.metadata.annotations)) return []
  return [{ op: 'update', resource: 'apps/deployments', object: { ...deployment, metadata: { ...deployment.metadata, annotations }, status } }]
}

interface ConditionInput {
  readonly type: string
  readonly status: boolean
  readonly reason: string
  readonly message: string
}

/** A condition keeps its time while its status stays. */
function condition(object: KubeObject, nowMs: number, { type, status, reason, message }: ConditionInput): Record<string, unknown> {
  const conditions = read(object, 'status', 'conditions')
  const before = Array.isArray(conditions) ? conditions.find((one) => read(one, 'type') === type) : undefined
  const value = status ? 'True' : 'False'
  const sameReason = read(before, 'reason') === reason
  const lastTransitionTime = read(before, 'status') === value ? text(read(before, 'lastTransitionTime')) : timestamp(nowMs)
  const lastUpdateTime = sameReason ? text(read(before, 'lastUpdateTime')) : timestamp(nowMs)
  return { type, status: value, reason, message, lastUpdateTime, lastTransitionTime }
}

function setReplicas(set: KubeObject, replicas: number): Action[] {
  if (replicas === replicasOf(set)) return []
  return [{ op: 'update', resource: 'apps/replicasets', object: { ...set, spec: { ...set.spec, replicas } } }]
}

/** `25%` of the wanted replicas, rounded up for the surge and down for what may be missing, as the real controller does. */
function surge(deployment: KubeObject): number {
  return share(deployment, 'maxSurge', Math.ceil)
}

function unavailable(deployment: KubeObject): number {
  const missing = share(deployment, 'maxUnavailable', Math.floor)
  return missing === 0 && surge(deployment) === 0 ? 1 : missing
}

function share(deployment: KubeObject, field: string, round: (value: number) => number): number {
  const value = read(deployment, 'spec', 'strategy', 'rollingUpdate', field) ?? '25%'
  if (typeof value === 'number') return value
  return round((Number.parseInt(text(value), 10) / 100) * number(read(deployment, 'spec', 'replicas'), 1))
}

function revisionOf(set: KubeObject): number {
  return Number(set.metadata.annotations?.[revisionAnnotation] ?? 0)
}

function replicasOf(set: KubeObject): number {
  return number(read(set, 'spec', 'replicas'), 1)
}

function readyOf(set: KubeObject): number {
  return number(read(set, 'status', 'readyReplicas'))
}

function sum(sets: readonly KubeObject[], value: (set: KubeObject) => number): number {
  return sets.reduce((total, set) => total + value(set), 0)
}

function positive(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}
