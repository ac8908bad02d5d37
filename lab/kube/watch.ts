import type { Clock } from '../clock.ts'
import type { Kind } from './kind.ts'
import type { KubeObject } from './object.ts'
import type { Matches } from './selector.ts'
import { ApiError } from './status.ts'
import type { Store, VersionedChange } from './store.ts'
import type { StreamSink } from './streams.ts'

export interface WatchRequest {
  readonly kind: Kind
  readonly apiVersion: string
  readonly namespace?: string | undefined
  readonly matches: Matches
  /** Version after which changes are wanted; all objects first when undefined or 0. */
  readonly after?: number
  /** The WatchList protocol: all objects first, then a bookmark that says so. */
  readonly sendInitialEvents: boolean
  /** The client takes bookmarks: now and then the version it has reached. */
  readonly bookmarks: boolean
  readonly timeoutMs: number
  /** How an object is shown: as itself, or as a one-row table. The first event of a table carries its columns. */
  present(object: KubeObject, first: boolean): unknown
}

const bookmarkEveryMs = 60_000
const initialEventsEnd = { 'k8s.io/initial-events-end': 'true' }

/** What a watch sends: newline-separated events, at once and then as they happen. Throws Expired where it would miss some. */
export function watch(store: Store, clock: Clock, request: WatchRequest): (sink: StreamSink) => () => void {
  const { kind, after, matches } = request
  const missed = after ? store.since(after) : []
  if (!missed) throw new ApiError('Expired', `too old resource version: ${after} (${store.version})`)

  return (sink) => {
    let first = true
    const send = (type: string, object: unknown) => sink.send(`${JSON.stringify({ type, object })}\n`)
    const sendObject = (type: string, object: KubeObject) => {
      send(type, request.present(object, first))
      first = false
    }
    const bookmark = (annotations: Record<string, string>) => {
      const named = Object.keys(annotations).length > 0 ? { annotations } : {}
      send('BOOKMARK', { kind: kind.kind, apiVersion: request.apiVersion, metadata: { resourceVersion: String(store.version), creationTimestamp: null, ...named } })
    }

    // To a selector, an object that stops matching is deleted and one that begins to match is new.
    const forward = ({ type, resource, object, before }: VersionedChange) => {
      if (resource !== kind.resource || (request.namespace && object.metadata.namespace !== request.namespace)) return
      const fits = type !== 'DELETED' && matches(object)
      const fitted = before !== undefined && matches(before)
      if (fits) sendObject(fitted ? 'MODIFIED' : 'ADDED', object)
      else if (fitted) sendObject('DELETED', { ...before, metadata: object.metadata })
    }

    if (!after || request.sendInitialEvents) {
      for (const object of store.list(kind.resource, request.namespace).filter(matches)) sendObject('ADDED', object)
    }
    if (request.sendInitialEvents) bookmark(initialEventsEnd)
    else missed.forEach(forward)
    const unsubscribe = store.onChange(forward)
    let cancelBookmark = () => {}
    const remind = () => {
      bookmark({})
      cancelBookmark = clock.after(bookmarkEveryMs, remind)
    }
    if (request.bookmarks) cancelBookmark = clock.after(bookmarkEveryMs, remind)
    const cancelTimer = clock.after(request.timeoutMs, () => sink.end())
    return () => {
      unsubscribe()
      cancelTimer()
      cancelBookmark()
    }
  }
}
