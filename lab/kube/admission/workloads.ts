import type { KubeObject } from '../object.ts'
import { isRecord, number, read, readList, readRecord, readStrings, text } from '../read.ts'
import { objectSelector } from '../selector.ts'
import { same } from '../store.ts'
import type { Cause } from '../status.ts'
import { invalidValue, required, unsupported } from './causes.ts'
import { podSpecCauses } from './pod-spec.ts'

/** What is wrong with a Deployment, ReplicaSet, StatefulSet or DaemonSet. */
export function workloadCauses(object: KubeObject, before: KubeObject | undefined): readonly Cause[] {
  const policy = read(object, 'spec', 'template', 'spec', 'restartPolicy')
  return [
    ...replicaCauses(object),
    ...selectorCauses(object, before),
    ...podSpecCauses(read(object, 'spec', 'template', 'spec'), 'spec.template.spec'),
    ...(policy === undefined || policy === 'Always' ? [] : [unsupported('spec.template.spec.restartPolicy', policy, ['Always'])]),
    ...shareCauses(object),
  ]
}

function replicaCauses(object: KubeObject): readonly Cause[] {
  const replicas = read(object, 'spec', 'replicas')
  return typeof replicas === 'number' && replicas < 0 ? [invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0')] : []
}

function selectorCauses(object: KubeObject, before: KubeObject | undefined): readonly Cause[] {
  const selector = read(object, 'spec', 'selector')
  const labels = readStrings(object, 'spec', 'template', 'metadata', 'labels')
  if (!isRecord(selector) || (Object.keys(readRecord(selector, 'matchLabels')).length === 0 && readList(selector, 'matchExpressions').length === 0)) return [required('spec.selector')]
  if (before && !same(selector, read(before, 'spec', 'selector'))) return [invalidValue('spec.selector', readStrings(selector, 'matchLabels'), 'field is immutable')]
  return objectSelector(selector)(labels) ? [] : [invalidValue('spec.template.metadata.labels', labels, '`selector` does not match template `labels`')]
}

/** `maxSurge` and `maxUnavailable`: a number or a percentage, and not both nothing. */
function shareCauses(object: KubeObject): readonly Cause[] {
  const rolling = readRecord(object, 'spec', 'strategy', 'rollingUpdate')
  const at = 'spec.strategy.rollingUpdate'
  const type = read(object, 'spec', 'strategy', 'type')
  const known = type === undefined || ['Recreate', 'RollingUpdate'].includes(text(type)) ? [] : [unsupported('spec.strategy.type', type, ['Recreate', 'RollingUpdate'])]
  const wrong = ['maxUnavailable', 'maxSurge'].flatMap((field) => {
    const value = rolling[field]
    if (typeof value === 'number') return value < 0 ? [invalidValue(`${at}.${field}`, value, 'must be greater than or equal to 0')] : []
    return value === undefined || /^\d+%$/.test(text(value)) ? [] : [invalidValue(`${at}.${field}`, value, "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')")]
  })
  const isNone = (value: unknown) => value !== undefined && Number.parseInt(text(value), 10) === 0
  const none = isNone(rolling['maxUnavailable']) && isNone(rolling['maxSurge']) ? [invalidValue(`${at}.maxUnavailable`, number(rolling['maxUnavailable']), 'may not be 0 when `maxSurge` is 0')] : []
  return [...known, ...wrong, ...none]
}

/** What is wrong with a Pod. Once it is there, little of it may change. */
export function podCauses(pod: KubeObject, before: KubeObject | undefined): readonly Cause[] {
  const causes = podSpecCauses(pod.spec, 'spec')
  if (!before || causes.length > 0 || same(fixedPart(pod), fixedPart(before))) return causes
  const allowed = '`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'
  return [{ reason: 'FieldValueForbidden', field: 'spec', message: `Forbidden: pod updates may not change fields other than ${allowed}` }]
}

function fixedPart({ spec = {} }: KubeObject): unknown {
  const { activeDeadlineSeconds: _deadline, tolerations: _tolerations, terminationGracePeriodSeconds: _grace, ...rest } = spec
  const withoutImages = (field: string) => readList(spec, field).map((container) => ({ ...readRecord(container), image: '' }))
  return { ...rest, containers: withoutImages('containers'), initContainers: withoutImages('initContainers') }
}

/** What is wrong with a Job: its pods must end. */
export function jobCauses(job: KubeObject): readonly Cause[] {
  const at = 'spec.template.spec'
  const policy = text(read(job, 'spec', 'template', 'spec', 'restartPolicy'))
  const ends = ['OnFailure', 'Never'].includes(policy)
  return [...podSpecCauses(read(job, 'spec', 'template', 'spec'), at), ...(ends ? [] : policy === 'Always' || policy === '' ? [required(`${at}.restartPolicy`, 'valid values: "OnFailure", "Never"')] : [])]
}

/** What is wrong with a HorizontalPodAutoscaler. */
export function autoscalerCauses(autoscaler: KubeObject): readonly Cause[] {
  const [least, most] = [number(read(autoscaler, 'spec', 'minReplicas'), 1), number(read(autoscaler, 'spec', 'maxReplicas'))]
  const target = readRecord(autoscaler, 'spec', 'scaleTargetRef')
  return [
    ...(text(target['kind']) === '' ? [required('spec.scaleTargetRef.kind')] : []),
    ...(text(target['name']) === '' ? [required('spec.scaleTargetRef.name')] : []),
    ...(least < 1 ? [invalidValue('spec.minReplicas', least, 'must be greater than or equal to 1')] : []),
    ...(most < 1 ? [invalidValue('spec.maxReplicas', most, 'must be greater than 0')] : []),
    ...(most >= 1 && most < least ? [invalidValue('spec.maxReplicas', most, 'must be greater than or equal to `minReplicas`')] : []),
  ]
}
