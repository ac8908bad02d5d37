import type { Random } from '../../clock.ts'
import { randomText } from '../../random.ts'
import type { KubeObject } from '../object.ts'
import { number, read, readList, readRecord, readStrings, text } from '../read.ts'
import { objectSelector } from '../selector.ts'
import { same, timestamp } from '../store.ts'
import { ownedBy, ownerReference, type Action, type Controller, type ControllerInput } from './controller.ts'

const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** ReplicaSet → Pods: as many as are wanted. */
export const replicaSets: Controller = (input) => ({
  actions: input.cluster.list('apps/replicasets').flatMap((set) => (set.metadata.deletionTimestamp ? [] : reconcile(set, input))),
})

function reconcile(set: KubeObject, input: ControllerInput): Action[] {
  const fits = objectSelector(read(set, 'spec', 'selector'))
  const owned = ownedBy(input.cluster, 'pods', set)
  const strays = owned.filter((pod) => !fits(pod.metadata.labels ?? {}))
  const pods = owned.filter((pod) => isActive(pod) && !strays.includes(pod))
  const wanted = number(read(set, 'spec', 'replicas'), 1)
  const refusal = wanted > pods.length ? refusalOf(set, input) : undefined
  const missing = refusal ? 0 : Math.min(Math.max(0, wanted - pods.length), input.room('pods'))
  const created = Array.from({ length: missing }, (): Action => ({ op: 'create', resource: 'pods', object: podOf(set, input.random) }))
  // Unready and young ones go first, so that scaling down loses as little as possible.
  const surplus = pods.length <= wanted ? [] : pods.toSorted((a, b) => Number(isReady(a)) - Number(isReady(b)) || compareAge(b, a)).slice(0, pods.length - wanted)
  const deleted = surplus.map((object): Action => ({ op: 'delete', resource: 'pods', object }))
  return [...strays.map((pod) => released(set, pod)), ...created, ...deleted, ...withStatus(set, { pods, refusal, nowMs: input.nowMs })]
}

/** Why no pod may be made of a set now; undefined where one may. */
function refusalOf(set: KubeObject, { cluster, room }: ControllerInput): string | undefined {
  const account = text(read(set, 'spec', 'template', 'spec', 'serviceAccountName')) || 'default'
  const { namespace = '', name } = set.metadata
  if (!cluster.get('serviceaccounts', namespace, account)) return `pods "${name}-" is forbidden: error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`
  if (room('pods') > 0) return undefined
  const used = cluster.list('pods').length
  return `pods "${name}-" is forbidden: exceeded quota: lab, requested: pods=1, used: pods=${used}, limited: pods=${used}`
}

/** A pod whose labels were changed is nobody's any more; the set makes another in its place. */
function released(set: KubeObject, pod: KubeObject): Action {
  const ownerReferences = (pod.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== set.metadata.uid)
  const { ownerReferences: _, ...metadata } = pod.metadata
  return { op: 'update', resource: 'pods', object: { ...pod, metadata: { ...metadata, ...(ownerReferences.length > 0 ? { ownerReferences } : {}) } } }
}

function podOf(set: KubeObject, random: Random): KubeObject {
  return podFrom(set, `${set.metadata.name}-${randomText(random, nameAlphabet, 5)}`)
}

/** A pod of an owner's template. */
export function podFrom(owner: KubeObject, name: string, labels: Readonly<Record<string, string>> = {}): KubeObject {
  const template = readRecord(owner, 'spec', 'template')
  const annotations = readStrings(template, 'metadata', 'annotations')
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${owner.metadata.name}-`,
      ...(owner.metadata.namespace ? { namespace: owner.metadata.namespace } : {}),
      labels: { ...readStrings(template, 'metadata', 'labels'), ...labels },
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      ownerReferences: [...ownerReference(owner)],
    },
    spec: { serviceAccount: 'default', serviceAccountName: 'default', ...readRecord(template, 'spec') },
  }
}

interface StatusInput {
  readonly pods: readonly KubeObject[]
  readonly refusal: string | undefined
  readonly nowMs: number
}

function withStatus(set: KubeObject, { pods, refusal, nowMs }: StatusInput): Action[] {
  const ready = pods.filter(isReady).length
  const counts = ready > 0 ? { readyReplicas: ready, availableReplicas: ready } : {}
  const before = readList(set, 'status', 'conditions').find((one) => read(one, 'type') === 'ReplicaFailure')
  const lastTransitionTime = text(read(before, 'lastTransitionTime')) || timestamp(nowMs)
  const failure = refusal ? { conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: refusal, lastTransitionTime }] } : {}
  const status = { replicas: pods.length, fullyLabeledReplicas: pods.length, ...counts, ...failure, observedGeneration: set.metadata.generation ?? 1 }
  return same(status, set.status) ? [] : [{ op: 'update', resource: 'apps/replicasets', object: { ...set, status } }]
}

/** Whether a pod answers requests. */
export function isReady(pod: KubeObject): boolean {
  return !pod.metadata.deletionTimestamp && readList(pod, 'status', 'conditions').some((one) => read(one, 'type') === 'Ready' && read(one, 'status') === 'True')
}

/** Whether a pod counts towards what is wanted. */
export function isActive(pod: KubeObject): boolean {
  return !pod.metadata.deletionTimestamp && !['Succeeded', 'Failed'].includes(text(read(pod, 'status', 'phase')))
}

function compareAge(a: KubeObject, b: KubeObject): number {
  return Date.parse(a.metadata.creationTimestamp ?? '') - Date.parse(b.metadata.creationTimestamp ?? '')
}
