import type { KubeObject } from '../object.ts'
import { read, readList, text } from '../read.ts'
import { same, timestamp } from '../store.ts'
import type { Action, Controller, ControllerInput } from './controller.ts'

/** Pulling and starting takes between these times; each pod keeps to its own, derived from its uid. */
const startMs = { least: 2000, most: 4500 }

export const nodeName = 'node-1'
const hostIp = '192.168.1.10'

/** Kubelet and scheduler: pods get an address, start after a moment, or stay without their image. */
export const pods: Controller = (input) => {
  const actions: Action[] = []
  let wakeAtMs: number | undefined
  const used = new Set(input.cluster.list('pods').map((pod) => text(read(pod, 'status', 'podIP'))))
  for (const pod of input.cluster.list('pods')) {
    const startsAt = createdAt(pod) + startDelay(pod)
    if (startsAt > input.nowMs) wakeAtMs = Math.min(wakeAtMs ?? startsAt, startsAt)
    const next = advanced(pod, { ...input, used, started: startsAt <= input.nowMs })
    if (next) actions.push({ op: 'update', resource: 'pods', object: next })
  }
  return { actions, ...(wakeAtMs === undefined ? {} : { wakeAtMs }) }
}

interface PodInput extends ControllerInput {
  readonly used: Set<string>
  readonly started: boolean
}

function advanced(pod: KubeObject, { nowMs, hasImage, used, started }: PodInput): KubeObject | undefined {
  const containers = readList(pod, 'spec', 'containers')
  const podIP = text(read(pod, 'status', 'podIP')) || freeAddress(used)
  const states = containers.map((container) => containerStatus(pod, container, { nowMs, started, available: hasImage(text(read(container, 'image'))) }))
  const allReady = started && states.every((state) => state.ready)
  const status = {
    phase: started && states.some((state) => state.ready) ? 'Running' : 'Pending',
    conditions: [
      condition(pod, 'Initialized', true, nowMs),
      condition(pod, 'Ready', allReady, nowMs),
      condition(pod, 'ContainersReady', allReady, nowMs),
      condition(pod, 'PodScheduled', true, nowMs),
    ],
    hostIP: hostIp,
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: pod.metadata.creationTimestamp,
    containerStatuses: states,
    qosClass: 'BestEffort',
  }
  const spec = { ...pod.spec, nodeName }
  if (same(status, pod.status) && read(pod, 'spec', 'nodeName')) return undefined
  used.add(podIP)
  return { ...pod, spec, status }
}

interface ContainerInput {
  readonly nowMs: number
  readonly started: boolean
  readonly available: boolean
}

function containerStatus(pod: KubeObject, container: unknown, { nowMs, started, available }: ContainerInput): { readonly ready: boolean } & Record<string, unknown> {
  const name = text(read(container, 'name'))
  const image = text(read(container, 'image'))
  const base = { name, image, imageID: '', restartCount: 0 }
  if (!available) {
    const reason = started ? 'ImagePullBackOff' : 'ContainerCreating'
    const message = started ? { message: `Back-off pulling image "${image}"` } : {}
    return { ...base, ready: false, started: false, lastState: {}, state: { waiting: { reason, ...message } } }
  }
  if (!started) return { ...base, ready: false, started: false, lastState: {}, state: { waiting: { reason: 'ContainerCreating' } } }
  const before = readList(pod, 'status', 'containerStatuses').find((one) => read(one, 'name') === name)
  const startedAt = text(read(before, 'state', 'running', 'startedAt')) || timestamp(nowMs)
  return { ...base, imageID: `docker-pullable://${image}`, containerID: `docker://${pod.metadata.uid}-${name}`, ready: true, started: true, lastState: {}, state: { running: { startedAt } } }
}

function condition(pod: KubeObject, type: string, holds: boolean, nowMs: number): Record<string, unknown> {
  const before = readList(pod, 'status', 'conditions').find((one) => read(one, 'type') === type)
  const status = holds ? 'True' : 'False'
  const lastTransitionTime = read(before, 'status') === status ? read(before, 'lastTransitionTime') : timestamp(nowMs)
  const reason = holds ? {} : { reason: 'ContainersNotReady' }
  return { type, status, lastProbeTime: null, lastTransitionTime, ...reason }
}

function createdAt(pod: KubeObject): number {
  return Date.parse(pod.metadata.creationTimestamp ?? '')
}

function startDelay(pod: KubeObject): number {
  let hash = 0
  for (const character of pod.metadata.uid ?? '') hash = (hash * 31 + character.charCodeAt(0)) % 9973
  return startMs.least + ((startMs.most - startMs.least) * hash) / 9973
}

function freeAddress(used: ReadonlySet<string>): string {
  for (let next = 2; ; next += 1) {
    const address = `10.128.${Math.floor(next / 250)}.${(next % 250) + 1}`
    if (!used.has(address)) return address
  }
}
