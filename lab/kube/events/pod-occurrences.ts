import type { Change, KubeObject } from '../object.ts'
import { isRecord, read, readList, text } from '../read.ts'
import type { Occurrence } from './occurrences.ts'

/** What scheduler and kubelet say while a pod comes and goes. */
export function podOccurrences({ type, object, before }: Change): readonly Occurrence[] {
  if (type === 'DELETED') return []
  return [...placed(object, before), ...containers(object, before), ...ending(object, before)]
}

function placed(pod: KubeObject, before: KubeObject | undefined): readonly Occurrence[] {
  const node = text(read(pod, 'spec', 'nodeName'))
  const { namespace, name } = pod.metadata
  if (node && !read(before, 'spec', 'nodeName')) return [{ about: pod, type: 'Normal', reason: 'Scheduled', message: `Successfully assigned ${namespace}/${name} to ${node}`, component: 'default-scheduler' }]
  const [now, past] = [unplaced(pod), unplaced(before)]
  return now && now !== past ? [{ about: pod, type: 'Warning', reason: 'FailedScheduling', message: now, component: 'default-scheduler' }] : []
}

function unplaced(pod: KubeObject | undefined): string {
  return text(read(readList(pod, 'status', 'conditions').find((one) => read(one, 'reason') === 'Unschedulable'), 'message'))
}

function containers(pod: KubeObject, before: KubeObject | undefined): readonly Occurrence[] {
  return [['initContainerStatuses', 'spec.initContainers'], ['containerStatuses', 'spec.containers']].flatMap(([field = '', path = '']) =>
    readList(pod, 'status', field).flatMap((status) => {
      const past = readList(before, 'status', field).find((one) => read(one, 'name') === read(status, 'name'))
      return container(status, past).map((said): Occurrence => ({ about: pod, component: 'kubelet', fieldPath: `${path}{${text(read(status, 'name'))}}`, ...said }))
    }))
}

type Said = Pick<Occurrence, 'type' | 'reason' | 'message'>

function container(status: unknown, past: unknown): readonly Said[] {
  const [name, image] = [text(read(status, 'name')), text(read(status, 'image'))]
  const started = (one: unknown) => isRecord(read(one, 'state', 'running')) || isRecord(read(one, 'state', 'terminated'))
  if (started(status) && !started(past)) {
    return [
      { type: 'Normal', reason: 'Pulled', message: `Container image "${image}" already present on machine` },
      { type: 'Normal', reason: 'Created', message: `Created container: ${name}` },
      { type: 'Normal', reason: 'Started', message: `Started container ${name}` },
    ]
  }
  const reason = (one: unknown) => text(read(one, 'state', 'waiting', 'reason'))
  if (reason(status) === reason(past)) return []
  const message = text(read(status, 'state', 'waiting', 'message'))
  if (reason(status) === 'ErrImagePull') {
    return [
      { type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"` },
      { type: 'Warning', reason: 'Failed', message: `Failed to pull image "${image}": ${message}` },
      { type: 'Warning', reason: 'Failed', message: 'Error: ErrImagePull' },
    ]
  }
  if (reason(status) !== 'ImagePullBackOff') return []
  return [{ type: 'Normal', reason: 'BackOff', message }, { type: 'Warning', reason: 'Failed', message: 'Error: ImagePullBackOff' }]
}

function ending(pod: KubeObject, before: KubeObject | undefined): readonly Occurrence[] {
  if (!pod.metadata.deletionTimestamp || !before || before.metadata.deletionTimestamp) return []
  const running = readList(pod, 'status', 'containerStatuses').filter((status) => isRecord(read(status, 'state', 'running')))
  return running.map((status) => {
    const name = text(read(status, 'name'))
    return { about: pod, type: 'Normal', reason: 'Killing', message: `Stopping container ${name}`, component: 'kubelet', fieldPath: `spec.containers{${name}}` }
  })
}
