import type { KubeObject } from '../object.ts'

/** Fields of an Event under their names in the core group and in events.k8s.io. */
const names: readonly (readonly [core: string, group: string])[] = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
]

/** Event events.k8s.io/v1 → core v1. */
export function eventFromGroup(event: KubeObject): KubeObject {
  return renamed(event, names.map(([core, group]) => [group, core]))
}

/** Event core v1 → events.k8s.io/v1. */
export function eventToGroup(event: KubeObject): KubeObject {
  return renamed(event, names)
}

function renamed(event: KubeObject, pairs: readonly (readonly [from: string, to: string])[]): KubeObject {
  const moved = new Map(pairs)
  const { apiVersion, kind, metadata, ...fields } = event
  return { apiVersion, kind, metadata, ...Object.fromEntries(Object.entries(fields).map(([key, value]) => [moved.get(key) ?? key, value])) }
}
