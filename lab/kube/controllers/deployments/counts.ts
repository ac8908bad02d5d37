import type { KubeObject } from '../../object.ts'
import { number, read, text } from '../../read.ts'

export const revisionAnnotation = 'deployment.kubernetes.io/revision'

/** Pods that a rolling update may have too many: `25%` of the wanted ones, rounded up, as the real controller does. */
export function surge(deployment: KubeObject): number {
  return share(deployment, 'maxSurge', Math.ceil)
}

/** Pods that may be missing during it: rounded down; one at least, where there may be none too many. */
export function unavailable(deployment: KubeObject): number {
  const missing = share(deployment, 'maxUnavailable', Math.floor)
  return missing === 0 && surge(deployment) === 0 ? 1 : missing
}

function share(deployment: KubeObject, field: string, round: (value: number) => number): number {
  const value = read(deployment, 'spec', 'strategy', 'rollingUpdate', field) ?? '25%'
  if (typeof value === 'number') return value
  const percent = Number.parseInt(text(value), 10)
  return Number.isNaN(percent) ? 0 : round((percent / 100) * number(read(deployment, 'spec', 'replicas'), 1))
}

export function revisionOf(set: KubeObject): number {
  return Number(set.metadata.annotations?.[revisionAnnotation] ?? 0) || 0
}

export function replicasOf(set: KubeObject): number {
  return number(read(set, 'spec', 'replicas'), 1)
}

export function readyOf(set: KubeObject): number {
  return number(read(set, 'status', 'readyReplicas'))
}

export function sum(sets: readonly KubeObject[], value: (set: KubeObject) => number): number {
  return sets.reduce((total, set) => total + value(set), 0)
}
