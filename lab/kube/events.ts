import type { Clock, Random } from '../clock.ts'
import { randomText } from '../random.ts'
import { occurrences, type Occurrence } from './events/occurrences.ts'
import type { KubeObject } from './object.ts'
import { number, read, text } from './read.ts'
import { timestamp, type Store } from './store.ts'

/** Events of one lab; the oldest go. An API server keeps them for an hour, and a lesson makes far fewer. */
const mostEvents = 300
const lifetimeMs = 3_600_000

interface EventParts {
  readonly store: Store
  readonly clock: Pick<Clock, 'now'>
  readonly random: Random
}

/** Writes an Event for whatever the controllers and the kubelet would speak of. The returned function ends that. */
export function recordEvents(parts: EventParts): () => void {
  return parts.store.onChange((change) => {
    for (const occurrence of occurrences(change)) record(parts, occurrence)
  })
}

function record({ store, clock, random }: EventParts, occurrence: Occurrence): void {
  const { about: { metadata }, about, type, reason, message, component } = occurrence
  // What happens in a namespace that has gone is not told there.
  if (!store.get('namespaces', undefined, metadata.namespace ?? 'default')) return
  const now = timestamp(clock.now())
  const known = store.list('events', metadata.namespace).find((event) => read(event, 'involvedObject', 'uid') === metadata.uid && event['reason'] === reason && event['message'] === message)
  if (known) return void store.update('events', { ...known, lastTimestamp: now, count: number(known['count'], 1) + 1 })
  prune(store, clock.now())
  store.create('events', {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${metadata.name}.${randomText(random, '0123456789abcdef', 16)}`, namespace: metadata.namespace ?? 'default' },
    involvedObject: { kind: about.kind, apiVersion: about.apiVersion, name: metadata.name, namespace: metadata.namespace, uid: metadata.uid, resourceVersion: metadata.resourceVersion, ...(occurrence.fieldPath ? { fieldPath: occurrence.fieldPath } : {}) },
    reason, message, type, count: 1,
    firstTimestamp: now, lastTimestamp: now, eventTime: null,
    source: { component, ...(component === 'kubelet' ? { host: text(read(about, 'spec', 'nodeName')) } : {}) },
    reportingComponent: component, reportingInstance: '',
  })
}

function prune(store: Store, nowMs: number): void {
  const events = store.list('events')
  const old = events.filter((event) => lastMs(event) < nowMs - lifetimeMs)
  const surplus = events.length - old.length >= mostEvents ? events.toSorted((a, b) => lastMs(a) - lastMs(b)).slice(0, events.length - mostEvents + 1) : []
  for (const { metadata } of new Set([...old, ...surplus])) store.delete('events', metadata.namespace, metadata.name)
}

function lastMs(event: KubeObject): number {
  return Date.parse(text(event['lastTimestamp']))
}
