import type { KubeObject } from '../../object.ts'
import { isRecord, read, readList, text } from '../../read.ts'
import { timestamp } from '../../store.ts'
import type { PodStage } from './timetable.ts'

interface ContainerInput {
  readonly nowMs: number
  readonly stage: PodStage
  readonly hasImage: (image: string) => boolean
}

type ContainerStatus = Readonly<Record<string, unknown>>

/** What the kubelet reports of each container. */
export function containerStatuses(pod: KubeObject, input: ContainerInput): { readonly containers: readonly ContainerStatus[]; readonly initContainers: readonly ContainerStatus[] } {
  const initContainers = readList(pod, 'spec', 'initContainers').map((container) => initStatus(pod, container, input))
  const initialized = initContainers.every((status) => read(status, 'state', 'terminated') !== undefined)
  return { initContainers, containers: readList(pod, 'spec', 'containers').map((container) => mainStatus(pod, container, { ...input, initialized })) }
}

function mainStatus(pod: KubeObject, container: unknown, { nowMs, stage, hasImage, initialized }: ContainerInput & { readonly initialized: boolean }): ContainerStatus {
  const image = text(read(container, 'image'))
  if (!initialized) return waiting(pod, container, { reason: 'PodInitializing' })
  if (stage === 'init' || stage === 'creating') return waiting(pod, container, { reason: readList(pod, 'spec', 'initContainers').length > 0 ? 'PodInitializing' : 'ContainerCreating' })
  if (!hasImage(image)) return notPulled(pod, container, stage)
  const before = previous(pod, 'containerStatuses', container)
  const startedAt = text(read(before, 'state', 'running', 'startedAt')) || timestamp(nowMs)
  return { ...identity(pod, container), ready: true, started: true, lastState: {}, state: { running: { startedAt } } }
}

function initStatus(pod: KubeObject, container: unknown, { nowMs, stage, hasImage }: ContainerInput): ContainerStatus {
  const image = text(read(container, 'image'))
  if (!hasImage(image)) return stage === 'init' ? waiting(pod, container, { reason: 'PodInitializing' }) : notPulled(pod, container, stage)
  const before = previous(pod, 'initContainerStatuses', container)
  const startedAt = text(read(before, 'state', 'running', 'startedAt')) || text(read(before, 'state', 'terminated', 'startedAt')) || timestamp(nowMs)
  if (stage === 'init') return { ...identity(pod, container), ready: false, started: true, lastState: {}, state: { running: { startedAt } } }
  const finishedAt = text(read(before, 'state', 'terminated', 'finishedAt')) || timestamp(nowMs)
  const { containerID } = identity(pod, container)
  return { ...identity(pod, container), ready: true, started: false, lastState: {}, state: { terminated: { exitCode: 0, reason: 'Completed', startedAt, finishedAt, containerID } } }
}

function notPulled(pod: KubeObject, container: unknown, stage: PodStage): ContainerStatus {
  const image = text(read(container, 'image'))
  const message = stage === 'backing-off'
    ? `Back-off pulling image "${image}"`
    : `failed to pull and unpack image "${image}": failed to resolve reference "${image}": pull access denied, repository does not exist or may require authorization`
  return waiting(pod, container, { reason: stage === 'backing-off' ? 'ImagePullBackOff' : 'ErrImagePull', message })
}

function waiting(pod: KubeObject, container: unknown, state: { readonly reason: string; readonly message?: string }): ContainerStatus {
  const { containerID: _, ...rest } = identity(pod, container)
  return { ...rest, imageID: '', ready: false, started: false, lastState: {}, state: { waiting: state } }
}

function identity(pod: KubeObject, container: unknown): { readonly name: string; readonly image: string; readonly imageID: string; readonly containerID: string; readonly restartCount: number } {
  const [name, image] = [text(read(container, 'name')), text(read(container, 'image'))]
  return { name, image, imageID: `docker-pullable://${image}`, containerID: `cri-o://${pod.metadata.uid}-${name}`, restartCount: 0 }
}

function previous(pod: KubeObject, field: 'containerStatuses' | 'initContainerStatuses', container: unknown): unknown {
  return readList(pod, 'status', field).find((one) => read(one, 'name') === read(container, 'name'))
}

type ConditionInput = { readonly initialized: boolean; readonly ready: boolean } | { readonly unschedulable: string }

/** The conditions of a pod; each keeps its time while its status stays. */
export function podConditions(pod: KubeObject, nowMs: number, input: ConditionInput): readonly unknown[] {
  if ('unschedulable' in input) return [condition(pod, nowMs, { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: input.unschedulable })]
  const unready = (names: readonly string[]) => ({ status: 'False', reason: 'ContainersNotReady', message: `containers with unready status: [${names.join(' ')}]` })
  const names = readList(pod, 'spec', 'containers').map((container) => text(read(container, 'name')))
  const incomplete = { status: 'False', reason: 'ContainersNotInitialized', message: `containers with incomplete status: [${readList(pod, 'spec', 'initContainers').map((one) => text(read(one, 'name'))).join(' ')}]` }
  const yes = { status: 'True' }
  return [
    condition(pod, nowMs, { type: 'Initialized', ...(input.initialized ? yes : incomplete) }),
    condition(pod, nowMs, { type: 'Ready', ...(input.ready ? yes : unready(names)) }),
    condition(pod, nowMs, { type: 'ContainersReady', ...(input.ready ? yes : unready(names)) }),
    condition(pod, nowMs, { type: 'PodScheduled', ...yes }),
  ]
}

function condition(pod: KubeObject, nowMs: number, given: { readonly type: string; readonly status: string; readonly reason?: string; readonly message?: string }): unknown {
  const before = readList(pod, 'status', 'conditions').find((one) => read(one, 'type') === given.type)
  const kept = isRecord(before) && before['status'] === given.status ? before['lastTransitionTime'] : timestamp(nowMs)
  return { type: given.type, status: given.status, lastProbeTime: null, lastTransitionTime: kept, ...(given.reason ? { reason: given.reason } : {}), ...(given.message ? { message: given.message } : {}) }
}
