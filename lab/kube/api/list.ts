import { served } from '../resources.ts'
import type { KubeObject } from '../object.ts'
import { ApiError } from '../status.ts'
import { toTable } from '../table.ts'
import { apiVersionOf } from '../target.ts'
import { integerOf, json, shown, type ApiParts, type Call } from './call.ts'
import { shapeOf, type Shape } from './negotiate.ts'
import { selection } from './selection.ts'

/** Where a further page begins: behind this key, in the list of that version. */
interface Continuation {
  readonly version: number
  readonly after: string
}

/** Answers a collection: all of it, or a page where the client wants pages. */
export function answerList(parts: ApiParts, call: Call): Response {
  const { request, url, target } = call
  const shape = shapeOf(request)
  const continued = continuation(parts, url)
  const limit = integerOf(url, 'limit') ?? 0
  const all = stored(parts, call).filter(selection(parts, call))
  const rest = continued ? all.filter((object) => keyOf(object) > continued.after) : all
  const page = limit > 0 ? rest.slice(0, limit) : rest
  const resourceVersion = String(continued?.version ?? parts.store.version)
  const last = page.at(-1)
  const more = last && page.length < rest.length ? { continue: token({ version: Number(resourceVersion), after: keyOf(last) }), remainingItemCount: rest.length - page.length } : {}
  const metadata = { resourceVersion, ...more }
  if (shape === 'table') return json(table(parts, call, { objects: page, metadata }))
  return json({ ...listKind(shape, call), metadata, items: page.map((object) => item(shape, shown(request, served(object, target)))) })
}

/** Answers one object. */
export function present(parts: ApiParts, call: Call, object: KubeObject): Response {
  const shape = shapeOf(call.request)
  if (shape === 'table') return json(table(parts, call, { objects: [object], metadata: { resourceVersion: object.metadata.resourceVersion ?? '' } }))
  return json(item(shape, shown(call.request, served(object, call.target))))
}

/** An object of a watch, in the shape that its client asked for. */
export function event(parts: ApiParts, call: Call, { object, first }: { object: KubeObject; first: boolean }): unknown {
  const shape = shapeOf(call.request)
  if (shape !== 'table') return item(shape, shown(call.request, served(object, call.target)))
  const whole = table(parts, call, { objects: [object], metadata: { resourceVersion: object.metadata.resourceVersion ?? '' } })
  return first ? whole : { ...whole, columnDefinitions: null }
}

/** What is stored, or computed, under the address of a request. */
export function stored({ store, computed }: ApiParts, { target }: Call): readonly KubeObject[] {
  if (!target.kind.computed) return store.list(target.kind.resource, target.namespace)
  return computed(target.kind.resource).filter((object) => target.namespace === undefined || object.metadata.namespace === target.namespace)
}

function table({ clock }: ApiParts, { url, target }: Call, { objects, metadata }: { objects: readonly KubeObject[]; metadata: object }): object {
  const includeObject = url.searchParams.get('includeObject') ?? 'Metadata'
  return toTable({ target, objects, nowMs: clock.now(), metadata, includeObject })
}

function item(shape: Shape, object: KubeObject): unknown {
  return shape === 'metadata' ? { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata } : object
}

function listKind(shape: Shape, { target }: Call): object {
  if (shape === 'metadata') return { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' }
  return { kind: `${target.kind.kind}List`, apiVersion: apiVersionOf(target) }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`
}

function token(continuation: Continuation): string {
  return btoa(encodeURIComponent(JSON.stringify(continuation)))
}

function continuation({ store }: ApiParts, url: URL): Continuation | undefined {
  const given = url.searchParams.get('continue')
  if (!given) return undefined
  const found = readToken(given)
  if (!found) throw new ApiError('BadRequest', 'continue key is not valid: malformed value')
  if (!store.since(found.version)) throw new ApiError('Expired', 'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.')
  return found
}

function readToken(source: string): Continuation | undefined {
  try {
    const { version, after } = JSON.parse(decodeURIComponent(atob(source)))
    return typeof version === 'number' && typeof after === 'string' ? { version, after } : undefined
  } catch {
    return undefined // Not a token that we gave; the caller says so.
  }
}
