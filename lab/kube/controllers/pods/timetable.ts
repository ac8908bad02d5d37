import type { KubeObject } from '../../object.ts'
import { readList } from '../../read.ts'

/** Pulling and starting takes between these times, ending between those; each pod keeps to its own, derived from its uid. */
const startMs = { least: 2000, most: 4500 }
const stopMs = { least: 800, most: 2500 }

/** Which share of its start a pod spends on its init containers. */
const initShare = 0.4

/** How long after the first failed pull the kubelet says that it backs off. */
const backOffMs = 8000

export type PodStage = 'init' | 'creating' | 'started' | 'backing-off'

export interface Timetable {
  stage(nowMs: number): PodStage
  /** Whether a pod that was asked to go has gone. */
  gone(nowMs: number): boolean
  /** When something changes next. */
  next(nowMs: number): number | undefined
}

/** When a pod does what. Nothing is remembered: all of it follows from its times and its uid. */
export function timetable(pod: KubeObject): Timetable {
  const { creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds = 0, uid = '' } = pod.metadata
  const share = shareOf(uid)
  const createdMs = Date.parse(creationTimestamp ?? '')
  const delayMs = startMs.least + (startMs.most - startMs.least) * share
  const hasInit = readList(pod, 'spec', 'initContainers').length > 0
  const initEndMs = createdMs + (hasInit ? delayMs * initShare : 0)
  const startedMs = createdMs + delayMs
  const backedOffMs = startedMs + backOffMs
  const goneMs = deletionTimestamp === undefined ? undefined
    : Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000 + Math.min(deletionGracePeriodSeconds * 1000, stopMs.least + (stopMs.most - stopMs.least) * share)
  return {
    stage(nowMs) {
      if (nowMs < initEndMs) return 'init'
      if (nowMs < startedMs) return 'creating'
      return nowMs < backedOffMs ? 'started' : 'backing-off'
    },
    gone: (nowMs) => goneMs !== undefined && nowMs >= goneMs,
    next: (nowMs) => [initEndMs, startedMs, backedOffMs, goneMs].filter((time) => time !== undefined).filter((time) => time > nowMs).toSorted((a, b) => a - b)[0],
  }
}

/** A number in [0, 1) that stays a pod's own. */
function shareOf(uid: string): number {
  let hash = 0
  for (const character of uid) hash = (hash * 31 + character.charCodeAt(0)) % 9973
  return hash / 9973
}
