import type { Matches } from '../selector.ts'
import { apiVersionOf } from '../target.ts'
import { watch } from '../watch.ts'
import { integerOf, isTrue, type ApiParts, type Call } from './call.ts'
import { event } from './list.ts'
import { shapeOf } from './negotiate.ts'
import { selection } from './selection.ts'

/** How long a watch lasts that names no time of its own, and how long one may ask for. */
const watchMs = { default: 30 * 60_000, most: 12 * 60 * 60_000 }

/** Answers with a stream of what happens to the objects that a request selects. */
export function startWatch(parts: ApiParts, call: Call): Response {
  const { request, url, target } = call
  shapeOf(request)
  const seconds = integerOf(url, 'timeoutSeconds') ?? 0
  const named: Matches = target.name ? (object) => object.metadata.name === target.name : () => true
  const selected = selection(parts, call)
  const started = watch(parts.store, parts.clock, {
    kind: target.kind,
    apiVersion: apiVersionOf(target),
    namespace: target.namespace,
    matches: (object) => named(object) && selected(object),
    after: integerOf(url, 'resourceVersion') ?? 0,
    sendInitialEvents: isTrue(url, 'sendInitialEvents'),
    bookmarks: isTrue(url, 'allowWatchBookmarks'),
    timeoutMs: seconds > 0 ? Math.min(seconds * 1000, watchMs.most) : watchMs.default,
    present: (object, first) => event(parts, call, { object, first }),
  })
  return new Response(parts.streams.open(started), { headers: { 'content-type': 'application/json' } })
}
