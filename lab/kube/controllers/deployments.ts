import type { KubeObject } from '../object.ts'
import { number, read, readRecord, readStrings } from '../read.ts'
import { ownedBy, ownerReference, type Action, type Controller, type ControllerInput } from './controller.ts'
import { readyOf, replicasOf, revisionAnnotation, revisionOf, sum, surge, unavailable } from './deployments/counts.ts'
import { deploymentStatus, progressDeadlineMs } from './deployments/status.ts'
import { templateHash } from './template-hash.ts'

const hashLabel = 'pod-template-hash'

/** Deployment → ReplicaSets: one for each template, moved from old to new by a rolling update. */
export const deployments: Controller = (input) => {
  const results = input.cluster.list('apps/deployments').filter(({ metadata }) => !metadata.deletionTimestamp).map((deployment) => ({ deployment, actions: reconcile(deployment, input) }))
  const deadlines = results.flatMap(({ deployment }) => progressDeadlineMs(deployment) ?? []).filter((time) => time > input.nowMs)
  return { actions: results.flatMap(({ actions }) => actions), ...(deadlines.length > 0 ? { wakeAtMs: Math.min(...deadlines) } : {}) }
}

function reconcile(deployment: KubeObject, { cluster, nowMs }: ControllerInput): Action[] {
  const sets = ownedBy(cluster, 'apps/replicasets', deployment)
  const hash = templateHash(readRecord(deployment, 'spec', 'template'))
  const current = sets.find((set) => set.metadata.labels?.[hashLabel] === hash)
  const old = sets.filter((set) => set !== current)
  const paused = read(deployment, 'spec', 'paused') === true
  if (!current && paused) return sets.length === 0 ? [] : deploymentStatus(deployment, { current: newest(sets), old: sets.filter((set) => set !== newest(sets)), nowMs })
  if (!current) {
    // Where two templates must not run side by side, the old pods go first.
    if (isRecreate(deployment) && sum(old, podsOf) > 0) return old.flatMap((set) => setReplicas(set, 0))
    return [{ op: 'create', resource: 'apps/replicasets', object: replicaSet(deployment, { hash, sets }) }]
  }
  const scaled = paused ? setReplicas(current, number(read(deployment, 'spec', 'replicas'), 1)) : scale(deployment, current, old)
  return [...scaled, ...revised(current, old), ...trimmed(deployment, old), ...deploymentStatus(deployment, { current, old, nowMs })]
}

function isRecreate(deployment: KubeObject): boolean {
  return read(deployment, 'spec', 'strategy', 'type') === 'Recreate'
}

function newest(sets: readonly KubeObject[]): KubeObject | undefined {
  return sets.toSorted((a, b) => revisionOf(b) - revisionOf(a))[0]
}

function podsOf(set: KubeObject): number {
  return number(read(set, 'status', 'replicas'))
}

function replicaSet(deployment: KubeObject, { hash, sets }: { hash: string; sets: readonly KubeObject[] }): KubeObject {
  const spec = readRecord(deployment, 'spec')
  const template = readRecord(spec, 'template')
  const labels = { ...readStrings(template, 'metadata', 'labels'), [hashLabel]: hash }
  const revision = Math.max(0, ...sets.map(revisionOf)) + 1
  const wanted = number(spec['replicas'], 1)
  // The first set starts whole, as does one that waited for the old to go; a later one is grown by the rolling update.
  const replicas = sets.length === 0 || isRecreate(deployment) ? wanted : Math.min(wanted, Math.max(0, wanted + surge(deployment) - sum(sets, replicasOf)))
  const cause = deployment.metadata.annotations?.['kubernetes.io/change-cause']
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      ...(deployment.metadata.namespace ? { namespace: deployment.metadata.namespace } : {}),
      labels,
      annotations: {
        [revisionAnnotation]: String(revision),
        'deployment.kubernetes.io/desired-replicas': String(wanted),
        'deployment.kubernetes.io/max-replicas': String(wanted + surge(deployment)),
        ...(cause ? { 'kubernetes.io/change-cause': cause } : {}),
      },
      ownerReferences: [...ownerReference(deployment)],
    },
    spec: {
      replicas,
      selector: { ...readRecord(spec, 'selector'), matchLabels: { ...readStrings(spec, 'selector', 'matchLabels'), [hashLabel]: hash } },
      template: { ...template, metadata: { ...readRecord(template, 'metadata'), labels } },
    },
  }
}

/** One step of the rolling update: grow the new set as far as the surge allows, shrink old ones as far as availability allows. */
function scale(deployment: KubeObject, current: KubeObject, old: readonly KubeObject[]): Action[] {
  const desired = number(read(deployment, 'spec', 'replicas'), 1)
  const oldTotal = sum(old, replicasOf)
  const room = Math.max(0, desired + surge(deployment) - oldTotal)
  const grown = oldTotal === 0 ? desired : Math.min(desired, Math.max(replicasOf(current), room))
  const actions = setReplicas(current, grown)
  let spare = Math.max(0, sum([current, ...old], readyOf) - (desired - unavailable(deployment)))
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
  const highest = Math.max(0, ...old.map(revisionOf))
  if (revisionOf(current) > highest) return []
  const annotations = { ...current.metadata.annotations, [revisionAnnotation]: String(highest + 1) }
  return [{ op: 'update', resource: 'apps/replicasets', object: { ...current, metadata: { ...current.metadata, annotations } } }]
}

/** Keeps as many empty old sets as the history wants. */
function trimmed(deployment: KubeObject, old: readonly KubeObject[]): Action[] {
  const limit = number(read(deployment, 'spec', 'revisionHistoryLimit'), 10)
  const empty = old.filter((set) => replicasOf(set) === 0 && podsOf(set) === 0)
  const surplus = empty.toSorted((a, b) => revisionOf(a) - revisionOf(b)).slice(0, Math.max(0, empty.length - limit))
  return surplus.map((object) => ({ op: 'delete', resource: 'apps/replicasets', object }))
}

function setReplicas(set: KubeObject, replicas: number): Action[] {
  if (replicas === replicasOf(set)) return []
  return [{ op: 'update', resource: 'apps/replicasets', object: { ...set, spec: { ...set.spec, replicas } } }]
}
