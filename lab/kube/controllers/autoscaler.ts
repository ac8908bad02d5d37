import { cpuPercent } from '../conversion/autoscaler.ts'
import type { ClusterReader, KubeObject, ResourceName } from '../object.ts'
import { scrapeMs, type PodMetrics } from '../pod-metrics.ts'
import { formatCores, parseQuantity } from '../quantity.ts'
import { number, own, read, readList, readRecord, text } from '../read.ts'
import { objectSelector } from '../selector.ts'
import { same, timestamp } from '../store.ts'
import type { Action, Controller, ControllerInput } from './controller.ts'
import { isReady } from './replica-sets.ts'

/** Usage within a tenth of the target changes nothing (the real controller's default). */
const tolerance = 0.1

/** How long the highest wish of the past holds back a scale-down. Kubernetes waits five minutes; a lesson is shorter. */
const stabilizationMs = 60_000

const scalable: Readonly<Record<string, ResourceName>> = { Deployment: 'apps/deployments', ReplicaSet: 'apps/replicasets', StatefulSet: 'apps/statefulsets' }

interface Wish {
  readonly atMs: number
  readonly replicas: number
}

/** HorizontalPodAutoscaler → replicas of what it points at, from the CPU that the pods use. One is made per lab. */
export function createAutoscaler(metrics: PodMetrics): Controller {
  /** Wishes of each autoscaler within the stabilisation window; lost by a restore, which only delays a scale-down. */
  const wishes = new Map<string, readonly Wish[]>()
  let nextAtMs = 0

  return (input) => {
    const autoscalers = input.cluster.list('autoscaling/horizontalpodautoscalers')
    if (autoscalers.length === 0) return { actions: [] }
    const due = input.nowMs >= nextAtMs
    if (due) nextAtMs = input.nowMs + scrapeMs
    const looked = autoscalers.filter((one) => due || one.status === undefined)
    const actions = looked.flatMap((autoscaler) => {
      const uid = autoscaler.metadata.uid ?? ''
      const recent = (wishes.get(uid) ?? []).filter(({ atMs }) => atMs > input.nowMs - windowOf(autoscaler))
      const outcome = judge(input, { autoscaler, metrics, recent })
      wishes.set(uid, outcome.wishes)
      return outcome.actions
    })
    return { actions, wakeAtMs: nextAtMs }
  }
}

interface Judged {
  readonly autoscaler: KubeObject
  readonly metrics: PodMetrics
  readonly recent: readonly Wish[]
}

interface Outcome {
  readonly actions: readonly Action[]
  readonly wishes: readonly Wish[]
}

function judge(input: ControllerInput, { autoscaler, metrics, recent }: Judged): Outcome {
  const { cluster, nowMs } = input
  const found = targetOf(cluster, autoscaler)
  if (!found) return { actions: withStatus(autoscaler, { nowMs, problem: missingTarget(autoscaler) }), wishes: recent }
  const { resource, target } = found
  const current = number(read(target, 'spec', 'replicas'), 1)
  const measured = utilization(podsOf(cluster, target), metrics)
  if (typeof measured === 'string') return { actions: withStatus(autoscaler, { nowMs, current, problem: measured }), wishes: recent }

  const wish = desiredReplicas({ current, percent: measured.percent, target: cpuPercent(readList(autoscaler, 'spec', 'metrics'), 'target') ?? 80 })
  const wishes = [...recent, { atMs: nowMs, replicas: wish }]
  const stable = wish < current ? Math.min(current, Math.max(...wishes.map(({ replicas }) => replicas))) : wish
  const replicas = bounded(autoscaler, stable)
  const scale: Action[] = replicas === current ? [] : [{ op: 'update', resource, object: { ...target, spec: { ...target.spec, replicas } } }]
  return { actions: [...scale, ...withStatus(autoscaler, { nowMs, current, desired: replicas, measured, limited: replicas !== stable })], wishes }
}

/** `ceil(current × usage / target)`; the same number while usage is near the target. */
export function desiredReplicas({ current, percent, target }: { current: number; percent: number; target: number }): number {
  const ratio = percent / target
  return Math.abs(ratio - 1) <= tolerance ? current : Math.ceil(current * ratio)
}

interface Utilization {
  /** CPU used as a percentage of CPU requested, over all ready pods. */
  readonly percent: number
  /** Cores that a pod uses on average. */
  readonly cores: number
}

/** How busy pods are, or the reason why that is not known. */
function utilization(pods: readonly KubeObject[], metrics: PodMetrics): Utilization | string {
  let used = 0
  let counted = 0
  let requested = 0
  for (const pod of pods.filter(isReady)) {
    const measured = metrics.usage(pod)
    if (!measured) continue
    for (const container of readList(pod, 'spec', 'containers')) {
      const request = parseQuantity(read(container, 'resources', 'requests', 'cpu'))
      if (request === undefined) return `failed to get cpu utilization: missing request for cpu in container ${text(read(container, 'name'))} of Pod ${pod.metadata.name}`
      requested += request
    }
    counted += 1
    used += measured.containers.reduce((sum, { cores }) => sum + cores, 0)
  }
  if (requested === 0) return 'failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API'
  return { percent: Math.floor((used * 100) / requested), cores: used / counted }
}

function targetOf(cluster: ClusterReader, autoscaler: KubeObject): { resource: ResourceName; target: KubeObject } | undefined {
  const { kind, name } = readRecord(autoscaler, 'spec', 'scaleTargetRef')
  const resource = own(scalable, text(kind))
  const target = resource && cluster.get(resource, autoscaler.metadata.namespace, text(name))
  return resource && target ? { resource, target } : undefined
}

function podsOf(cluster: ClusterReader, target: KubeObject): readonly KubeObject[] {
  const fits = objectSelector(read(target, 'spec', 'selector'))
  return cluster.list('pods', target.metadata.namespace).filter((pod) => fits(pod.metadata.labels ?? {}))
}

function bounded(autoscaler: KubeObject, replicas: number): number {
  const least = number(read(autoscaler, 'spec', 'minReplicas'), 1)
  return Math.max(least, Math.min(number(read(autoscaler, 'spec', 'maxReplicas'), 1), replicas))
}

function windowOf(autoscaler: KubeObject): number {
  const seconds = read(autoscaler, 'spec', 'behavior', 'scaleDown', 'stabilizationWindowSeconds')
  return typeof seconds === 'number' ? seconds * 1000 : stabilizationMs
}

function missingTarget(autoscaler: KubeObject): string {
  const { kind, name } = readRecord(autoscaler, 'spec', 'scaleTargetRef')
  return `the HPA controller was unable to get the target's current scale: ${text(kind).toLowerCase()}s "${text(name)}" not found`
}

interface Finding {
  readonly nowMs: number
  readonly current?: number
  readonly desired?: number
  readonly measured?: Utilization
  readonly limited?: boolean
  readonly problem?: string
}

function withStatus(autoscaler: KubeObject, finding: Finding): Action[] {
  const { current, desired = current, measured } = finding
  const scaled = desired !== undefined && desired !== current
  const lastScaleTime = scaled ? timestamp(finding.nowMs) : read(autoscaler, 'status', 'lastScaleTime')
  const status = {
    observedGeneration: autoscaler.metadata.generation ?? 1,
    currentReplicas: current ?? 0,
    desiredReplicas: desired ?? 0,
    ...(lastScaleTime === undefined ? {} : { lastScaleTime }),
    ...(measured ? { currentMetrics: [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: measured.percent, averageValue: formatCores(measured.cores) } } }] } : {}),
    conditions: conditionsOf(finding).map((one) => dated(autoscaler, one, finding.nowMs)),
  }
  return same(status, autoscaler.status) ? [] : [{ op: 'update', resource: 'autoscaling/horizontalpodautoscalers', object: { ...autoscaler, status } }]
}

interface Condition {
  readonly type: string
  readonly status: 'True' | 'False'
  readonly reason: string
  readonly message: string
}

function conditionsOf({ current, limited, problem }: Finding): readonly Condition[] {
  if (current === undefined) return [{ type: 'AbleToScale', status: 'False', reason: 'FailedGetScale', message: problem ?? '' }]
  const able: Condition = { type: 'AbleToScale', status: 'True', reason: 'ReadyForNewScale', message: 'recommended size matches current size' }
  if (problem) return [able, { type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric', message: `the HPA was unable to compute the replica count: ${problem}` }]
  return [
    able,
    { type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound', message: 'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)' },
    limited
      ? { type: 'ScalingLimited', status: 'True', reason: 'TooManyReplicas', message: 'the desired replica count is outside the range of the minimum and maximum replica count' }
      : { type: 'ScalingLimited', status: 'False', reason: 'DesiredWithinRange', message: 'the desired count is within the acceptable range' },
  ]
}

function dated(autoscaler: KubeObject, condition: Condition, nowMs: number): unknown {
  const before = readList(autoscaler, 'status', 'conditions').find((one) => read(one, 'type') === condition.type)
  const lastTransitionTime = read(before, 'status') === condition.status ? read(before, 'lastTransitionTime') : timestamp(nowMs)
  return { ...condition, lastTransitionTime }
}
