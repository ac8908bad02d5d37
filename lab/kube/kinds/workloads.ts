import { age, duration } from '../age.ts'
import { defineKind, type Column, type Kind } from '../kind.ts'
import type { KubeObject } from '../object.ts'
import { number, read, readList, readStrings, text } from '../read.ts'
import { labelText } from './service-columns.ts'

const ageColumn: Column = { name: 'Age', value: age }

const containerColumns: readonly Column[] = [
  { name: 'Containers', wide: true, value: (object) => containers(object).map((one) => text(read(one, 'name'))).join(',') },
  { name: 'Images', wide: true, value: (object) => containers(object).map((one) => text(read(one, 'image'))).join(',') },
  { name: 'Selector', wide: true, value: (object) => labelText(readStrings(object, 'spec', 'selector', 'matchLabels')) },
]

const statusNumber = (name: string, field: string): Column => ({ name, type: 'integer', value: (object) => number(read(object, 'status', field)) })
const desired: Column = { name: 'Desired', type: 'integer', value: (object) => number(read(object, 'spec', 'replicas'), 1) }

const readyOfWanted: Column = { name: 'Ready', value: (object) => `${number(read(object, 'status', 'readyReplicas'))}/${number(read(object, 'spec', 'replicas'), 1)}` }

const deploymentColumns: readonly Column[] = [
  readyOfWanted,
  statusNumber('Up-to-date', 'updatedReplicas'),
  statusNumber('Available', 'availableReplicas'),
  ageColumn,
  ...containerColumns,
]

const daemonSetColumns: readonly Column[] = [
  statusNumber('Desired', 'desiredNumberScheduled'),
  statusNumber('Current', 'currentNumberScheduled'),
  statusNumber('Ready', 'numberReady'),
  statusNumber('Up-to-date', 'updatedNumberScheduled'),
  statusNumber('Available', 'numberAvailable'),
  { name: 'Node Selector', value: (object) => labelText(readStrings(object, 'spec', 'template', 'spec', 'nodeSelector')) },
  ageColumn,
  ...containerColumns,
]

const jobColumns: readonly Column[] = [
  { name: 'Status', value: jobStatus },
  { name: 'Completions', value: (job) => `${number(read(job, 'status', 'succeeded'))}/${number(read(job, 'spec', 'completions'), 1)}` },
  { name: 'Duration', value: jobDuration },
  ageColumn,
  ...containerColumns,
]

const cronJobColumns: readonly Column[] = [
  { name: 'Schedule', value: (object) => text(read(object, 'spec', 'schedule')) },
  { name: 'Timezone', value: (object) => text(read(object, 'spec', 'timeZone')) || '<none>' },
  { name: 'Suspend', value: (object) => (read(object, 'spec', 'suspend') === true ? 'True' : 'False') },
  { name: 'Active', type: 'integer', value: (object) => readList(object, 'status', 'active').length },
  { name: 'Last Schedule', value: (object, nowMs) => sinceOf(read(object, 'status', 'lastScheduleTime'), nowMs) || '<none>' },
  ageColumn,
]

function jobStatus(job: KubeObject): string {
  const holds = (type: string) => readList(job, 'status', 'conditions').some((one) => read(one, 'type') === type && read(one, 'status') === 'True')
  return ['Complete', 'Failed', 'Suspended'].find(holds) ?? 'Running'
}

function jobDuration(job: KubeObject, nowMs: number): string {
  const end = Date.parse(text(read(job, 'status', 'completionTime')))
  return sinceOf(read(job, 'status', 'startTime'), Number.isNaN(end) ? nowMs : end)
}

function sinceOf(time: unknown, nowMs: number): string {
  const at = Date.parse(text(time))
  return Number.isNaN(at) ? '' : duration(nowMs - at)
}

const ingressColumns: readonly Column[] = [
  { name: 'Class', value: (object) => text(read(object, 'spec', 'ingressClassName')) || text(read(object, 'metadata', 'annotations', 'kubernetes.io/ingress.class')) || '<none>' },
  { name: 'Hosts', value: (object) => readList(object, 'spec', 'rules').map((rule) => text(read(rule, 'host')) || '*').join(',') || '*' },
  { name: 'Address', value: (object) => readList(object, 'status', 'loadBalancer', 'ingress').map((entry) => text(read(entry, 'ip'))).join(',') },
  { name: 'Ports', value: (object) => (readList(object, 'spec', 'tls').length > 0 ? '80, 443' : '80') },
  ageColumn,
]

const autoscalerColumns: readonly Column[] = [
  { name: 'Reference', value: (object) => `${text(read(object, 'spec', 'scaleTargetRef', 'kind'))}/${text(read(object, 'spec', 'scaleTargetRef', 'name'))}` },
  { name: 'Targets', value: (object) => readList(object, 'spec', 'metrics').map((metric) => target(object, metric)).join(', ') || '<none>' },
  { name: 'MinPods', type: 'integer', value: (object) => number(read(object, 'spec', 'minReplicas'), 1) },
  { name: 'MaxPods', type: 'integer', value: (object) => number(read(object, 'spec', 'maxReplicas')) },
  { name: 'Replicas', type: 'integer', value: (object) => number(read(object, 'status', 'currentReplicas')) },
  ageColumn,
]

/** `cpu: 12%/50%`: what is used of what is wanted. */
function target(autoscaler: KubeObject, metric: unknown): string {
  const name = text(read(metric, 'resource', 'name'))
  const current = readList(autoscaler, 'status', 'currentMetrics').find((one) => read(one, 'resource', 'name') === name)
  const [used, wanted] = [read(current, 'resource', 'current', 'averageUtilization'), read(metric, 'resource', 'target', 'averageUtilization')]
  return `${name}: ${used === undefined ? '<unknown>' : `${text(used)}%`}/${wanted === undefined ? '<auto>' : `${text(wanted)}%`}`
}

/** Workloads, scaling and the way in. */
export const workloadKinds: readonly Kind[] = [
  // Short names only on the preferred group: current kubectl warns when two groups claim one.
  defineKind({ kind: 'Deployment', short: ['deploy'], in: ['apps/v1', 'apps/v1beta1', 'apps/v1beta2', 'extensions/v1beta1'], sub: ['status', 'scale'], categories: ['all'], columns: deploymentColumns }),
  defineKind({
    kind: 'ReplicaSet', short: ['rs'], in: ['apps/v1', 'extensions/v1beta1'], sub: ['status', 'scale'], categories: ['all'],
    columns: [desired, statusNumber('Current', 'replicas'), statusNumber('Ready', 'readyReplicas'), ageColumn, ...containerColumns],
  }),
  defineKind({ kind: 'StatefulSet', short: ['sts'], in: ['apps/v1'], sub: ['status', 'scale'], categories: ['all'], columns: [readyOfWanted, ageColumn, ...containerColumns.slice(0, 2)] }),
  defineKind({ kind: 'DaemonSet', short: ['ds'], in: ['apps/v1'], sub: ['status'], categories: ['all'], columns: daemonSetColumns }),
  defineKind({ kind: 'Job', in: ['batch/v1'], sub: ['status'], categories: ['all'], columns: jobColumns }),
  defineKind({ kind: 'CronJob', short: ['cj'], in: ['batch/v1', 'batch/v1beta1'], sub: ['status'], categories: ['all'], columns: cronJobColumns }),
  defineKind({
    kind: 'HorizontalPodAutoscaler', short: ['hpa'], in: ['autoscaling/v2', 'autoscaling/v1'], sub: ['status'], categories: ['all'],
    columns: autoscalerColumns,
  }),
  defineKind({ kind: 'Ingress', plural: 'ingresses', short: ['ing'], in: ['networking.k8s.io/v1', 'networking.k8s.io/v1beta1', 'extensions/v1beta1'], sub: ['status'], columns: ingressColumns }),
]

function containers(object: KubeObject): readonly unknown[] {
  return readList(object, 'spec', 'template', 'spec', 'containers')
}
