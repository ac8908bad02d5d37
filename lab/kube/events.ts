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

/** Events by what they say, those that happened last at the end. */
type Known = Map<string, Pick<KubeObject['metadata'], 'namespace' | 'name'>>

/** Writes an Event for whatever the controllers and the kubelet would speak of. The returned function ends that. */
export function recordEvents(parts: EventParts): () => void {
  const known: Known = new Map()
  for (const event of parts.store.list('events').toSorted((a, b) => lastMs(a) - lastMs(b))) known.set(keyOf(event), event.metadata)
  return parts.store.onChange((change) => {
    if (change.resource === 'events' && change.type === 'DELETED') known.delete(keyOf(change.object))
    for (const occurrence of occurrences(change)) record(parts, known, occurrence)
  })
}

function record({ store, clock, random }: EventParts, known: Known, occurrence: Occurrence): void {
  const { about: { metadata }, about, type, reason, message, component } = occurrence
  // What happens in a namespace that has gone is not told there.
  if (!store.get('namespaces', undefined, metadata.namespace ?? 'default')) return
  const now = timestamp(clock.now())
  const key = `${metadata.uid}/${reason}/${message}`
  const told = known.get(key)
  const before = told && store.get('events', told.namespace, told.name)
  if (before) {
    known.delete(key)
    known.set(key, before.metadata)
    store.update('events', { ...before, lastTimestamp: now, count: number(before['count'], 1) + 1 })
    return
  }
  prune(store, known, clock.now())
  if (store.room('events') === 0) return
  const made = store.create('events', {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${metadata.name}.${randomText(random, '0123456789abcdef', 16)}`, namespace: metadata.namespace ?? 'default' },
    involvedObject: { kind: about.kind, apiVersion: about.apiVersion, name: metadata.name, namespace: metadata.namespace, uid: metadata.uid, resourceVersion: metadata.resourceVersion, ...(occurrence.fieldPath ? { fieldPath: occurrence.fieldPath } : {}) },
    reason, message, type, count: 1,
    firstTimestamp: now, lastTimestamp: now, eventTime: null,
    source: { component, ...(component === 'kubelet' ? { host: text(read(about, 'spec', 'nodeName')) } : {}) },
    reportingComponent: component, reportingInstance: '',
  })
  known.set(key, made.metadata)
}

function keyOf(event: KubeObject): string {
  return `${text(read(event, 'involvedObject', 'uid'))}/${text(event['reason'])}/${text(event['message'])}`
}

/** Drops the events that are too old, and the oldest where there are too many. */
function prune(store: Store, known: Known, nowMs: number): void {
  for (const [key, { namespace, name }] of known) {
    const event = store.get('events', namespace, name)
    const expired = event === undefined || lastMs(event) < nowMs - lifetimeMs
    if (!expired && known.size < mostEvents) return
    store.delete('events', namespace, name)
    // While others are being told, the listener above hears of it later.
    known.delete(key)
  }
}

function lastMs(event: KubeObject): number {
  return Date.parse(text(event['lastTimestamp']))
}
