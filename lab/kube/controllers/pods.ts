import type { KubeObject } from '../object.ts'
import { isRecord, read, readList, text } from '../read.ts'
import { same } from '../store.ts'
import { earliest, type Action, type Controller, type ControllerInput } from './controller.ts'
import { containerStatuses, podConditions } from './pods/status.ts'
import { timetable } from './pods/timetable.ts'

export const nodeName = 'node-1'
const hostIp = '192.168.1.10'

/** What a kubelet takes by default; the rest waits for a place. */
const podsPerNode = 110

/** Until when nothing happens to a pod as it is; objects never change, so a pod that was looked at need not be looked at again before that. */
const quietUntil = new WeakMap<KubeObject, number>()

/** Kubelet and scheduler: pods get a place and an address, start after a moment, stay without their image, and end after another moment. */
export const pods: Controller = (input) => {
  const all = input.cluster.list('pods')
  const used = new Set(all.map((pod) => text(read(pod, 'status', 'podIP'))))
  const unschedulable = read(input.cluster.get('nodes', undefined, nodeName), 'spec', 'unschedulable') === true
  let free = unschedulable ? 0 : podsPerNode - all.filter((pod) => read(pod, 'spec', 'nodeName') && !isFinished(pod)).length
  const actions: Action[] = []
  const times: (number | undefined)[] = []
  for (const pod of all) {
    if (isFinished(pod) && !pod.metadata.deletionTimestamp) continue
    const placed = read(pod, 'spec', 'nodeName') !== undefined
    if (!placed && !pod.metadata.deletionTimestamp) free -= 1
    const hasPlace = placed || free >= 0
    const quietMs = quietUntil.get(pod)
    if (placed && quietMs !== undefined && input.nowMs < quietMs) {
      times.push(quietMs)
      continue
    }
    const { gone, next } = timetable(pod)
    const nextMs = next(input.nowMs)
    if (hasPlace || pod.metadata.deletionTimestamp) times.push(nextMs)
    if (gone(input.nowMs) || (pod.metadata.deletionTimestamp && !placed)) actions.push({ op: 'remove', resource: 'pods', object: pod })
    else {
      const advanced = hasPlace ? running(pod, input, used) : withoutPlace(pod, input.nowMs, unschedulable ? '1 node(s) were unschedulable' : '1 Too many pods')
      if (advanced) actions.push({ op: 'update', resource: 'pods', object: advanced })
      else quietUntil.set(pod, nextMs ?? Infinity)
    }
  }
  const wakeAtMs = earliest(times.filter((time) => time !== Infinity))
  return { actions, ...(wakeAtMs === undefined ? {} : { wakeAtMs }) }
}

function isFinished(pod: KubeObject): boolean {
  return ['Succeeded', 'Failed'].includes(text(read(pod, 'status', 'phase')))
}

function running(pod: KubeObject, { nowMs, hasImage }: ControllerInput, used: Set<string>): KubeObject | undefined {
  const podIP = text(read(pod, 'status', 'podIP')) || freeAddress(used)
  const stage = timetable(pod).stage(nowMs)
  const { containers, initContainers } = containerStatuses(pod, { nowMs, stage, hasImage })
  const ready = containers.length > 0 && containers.every((one) => one['ready'] === true)
  const anyRunning = containers.some((one) => isRecord(read(one, 'state', 'running')))
  const status = {
    phase: anyRunning ? 'Running' : 'Pending',
    conditions: podConditions(pod, nowMs, { initialized: stage !== 'init', ready }),
    hostIP: hostIp,
    hostIPs: [{ ip: hostIp }],
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: pod.metadata.creationTimestamp,
    ...(initContainers.length > 0 ? { initContainerStatuses: initContainers } : {}),
    containerStatuses: containers,
    qosClass: qualityOf(pod),
  }
  if (same(status, pod.status) && read(pod, 'spec', 'nodeName')) return undefined
  used.add(podIP)
  return { ...pod, spec: { ...pod.spec, nodeName: text(read(pod, 'spec', 'nodeName')) || nodeName }, status }
}

function withoutPlace(pod: KubeObject, nowMs: number, why: string): KubeObject | undefined {
  const told = `0/1 nodes are available: ${why}.`
  if (read(readList(pod, 'status', 'conditions')[0], 'message') === told) return undefined
  const status = { phase: 'Pending', conditions: podConditions(pod, nowMs, { unschedulable: told }), qosClass: qualityOf(pod) }
  return same(status, pod.status) ? undefined : { ...pod, status }
}

/** Quality of service: by what the containers ask for and are held to. */
function qualityOf(pod: KubeObject): string {
  const containers = readList(pod, 'spec', 'containers')
  const asked = (container: unknown, kind: 'requests' | 'limits', resource: string) => read(container, 'resources', kind, resource)
  const both = ['cpu', 'memory']
  const guaranteed = containers.every((one) => both.every((resource) => {
    const limit = asked(one, 'limits', resource)
    return limit !== undefined && same(asked(one, 'requests', resource) ?? limit, limit)
  }))
  if (guaranteed) return 'Guaranteed'
  return containers.some((one) => both.some((resource) => asked(one, 'requests', resource) !== undefined || asked(one, 'limits', resource) !== undefined)) ? 'Burstable' : 'BestEffort'
}

function freeAddress(used: ReadonlySet<string>): string {
  for (let next = 2; ; next += 1) {
    const address = `10.128.${Math.floor(next / 250)}.${(next % 250) + 1}`
    if (!used.has(address)) return address
  }
}
