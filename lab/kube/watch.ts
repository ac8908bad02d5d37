import type { Clock } from '../clock.ts'
import type { Kind } from './kind.ts'
import type { KubeObject } from './object.ts'
import type { Matches } from './selector.ts'
import { ApiError } from './status.ts'
import type { Store, VersionedChange } from './store.ts'

export interface WatchRequest {
  readonly kind: Kind
  readonly apiVersion: string
  readonly namespace?: string | undefined
  readonly matches: Matches
  /** Version after which changes are wanted; all objects first when undefined or 0. */
  readonly after?: number
  /** The WatchList protocol: all objects first, then a bookmark that says so. */
  readonly sendInitialEvents: boolean
  readonly timeoutMs: number
  /** How an object is shown: as itself, or as a one-row table. The first event of a table carries its columns. */
  present(object: KubeObject, first: boolean): unknown
}

const initialEventsEnd = { 'k8s.io/initial-events-end': 'true' }

/** A stream of newline-separated events that starts at once and ends with its time or its reader. */
export function watch(store: Store, clock: Clock, request: WatchRequest): ReadableStream<Uint8Array> {
  const { kind, after, matches } = request
  const missed = after ? store.since(after) : []
  if (!missed) throw new ApiError('Expired', `too old resource version: ${after} (${store.version})`)
  const encoder = new TextEncoder()
  const known = new Set<string>()
  let stop = () => {}

  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    let first = true
    const send = (type: string, object: unknown) => controller.enqueue(encoder.encode(`${JSON.stringify({ type, object })}\n`))
    const sendObject = (type: string, object: KubeObject) => {
      send(type, request.present(object, first))
      first = false
    }

    // To a selector, an object that stops matching is deleted and one that begins to match is new.
    const forward = (change: VersionedChange) => {
      if (change.resource !== kind.resource || (request.namespace && change.object.metadata.namespace !== request.namespace)) return
      const id = change.object.metadata.uid ?? ''
      const fits = change.type !== 'DELETED' && matches(change.object)
      const wasKnown = known.has(id) || (change.type !== 'ADDED' && matches(change.object))
      if (fits) known.add(id)
      else known.delete(id)
      if (fits) sendObject(wasKnown ? 'MODIFIED' : 'ADDED', change.object)
      else if (wasKnown) sendObject('DELETED', change.object)
    }

    for (const object of store.list(kind.resource, request.namespace).filter(matches)) {
      known.add(object.metadata.uid ?? '')
      if (!after || request.sendInitialEvents) sendObject('ADDED', object)
    }
    if (request.sendInitialEvents) {
      const metadata = { resourceVersion: String(store.version), annotations: initialEventsEnd }
      send('BOOKMARK', { kind: kind.kind, apiVersion: request.apiVersion, metadata })
    }
    missed.forEach(forward)
    const unsubscribe = store.onChange(forward)
    const cancelTimer = clock.after(request.timeoutMs, () => {
      stop()
      controller.close()
    })
    stop = () => {
      unsubscribe()
      cancelTimer()
    }
  }

  return new ReadableStream<Uint8Array>({ start, cancel: () => stop() })
}
