import type { Clock } from '../clock.ts'
import { answerReview, isReview } from './access-review.ts'
import { asObject, readBody } from './body.ts'
import { discover } from './discovery.ts'
import type { KindTable } from './kinds.ts'
import { serveLog } from './log.ts'
import type { KubeObject } from './object.ts'
import { openapiV2 } from './openapi.ts'
import type { PodLogs } from './pod-logs.ts'
import { served, type Resources, type Written } from './resources.ts'
import { readScale, writeScale } from './scale.ts'
import { fieldSelector, labelSelector, SelectorError, type Matches } from './selector.ts'
import { ApiError } from './status.ts'
import type { Store } from './store.ts'
import { toTable } from './table.ts'
import { apiVersionOf, readTarget, type Target } from './target.ts'
import { watch } from './watch.ts'

/** What an API server stands on. */
export interface ApiParts {
  readonly store: Store
  readonly resources: Resources
  readonly kinds: KindTable
  readonly clock: Clock
  readonly logs: PodLogs
  /** Bearer token that every request must carry. */
  readonly token: string
  /** Answers paths of other API groups (projects, users) before the general rules; undefined to let those apply. */
  readonly extension?: (request: Request, path: string) => Promise<Response | undefined>
}

/** How long a watch lasts that names no time of its own. */
const watchMs = 30 * 60_000

/** Answers one request to the API server; a refusal of any kind becomes a Status object. */
export async function serveApi(parts: ApiParts, request: Request): Promise<Response> {
  try {
    return await answer(parts, request)
  } catch (error) {
    if (error instanceof ApiError) return json(error.toStatus(), error.code)
    if (error instanceof SelectorError) return json(new ApiError('BadRequest', error.message).toStatus(), 400)
    throw error
  }
}

async function answer(parts: ApiParts, request: Request): Promise<Response> {
  const url = new URL(request.url)
  if (['/healthz', '/livez', '/readyz'].includes(url.pathname)) return new Response('ok')
  if (request.headers.get('authorization') !== `Bearer ${parts.token}`) {
    const extended = await parts.extension?.(request, url.pathname)
    if (extended) return extended
    throw new ApiError('Unauthorized', 'Unauthorized')
  }
  const extended = await parts.extension?.(request, url.pathname)
  if (extended) return extended
  if (url.pathname === '/openapi/v2') return openapiV2()
  if (isReview(url.pathname)) return json(answerReview(asObject(await readBody(request))), 201)
  const discovered = request.method === 'GET' ? discover(url.pathname, parts.kinds) : undefined
  if (discovered) return json(discovered)
  const target = readTarget(url.pathname, parts.kinds)
  if (!target) throw new ApiError('NotFound', 'the server could not find the requested resource')
  return target.subresource ? part(parts, { request, url, target }) : operate(parts, { request, url, target })
}

interface Call {
  readonly request: Request
  readonly url: URL
  readonly target: Target
}

async function operate(parts: ApiParts, call: Call): Promise<Response> {
  const { request, url, target } = call
  const { resources } = parts
  const options = { dryRun: url.searchParams.getAll('dryRun').includes('All') }
  if (request.method === 'GET' && !target.name) return isTrue(url, 'watch') ? startWatch(parts, call) : list(parts, call)
  if (request.method === 'GET' && isTrue(url, 'watch')) return startWatch(parts, call)
  if (request.method === 'GET') return present(parts, call, resources.get(target))
  if (request.method === 'POST' && !target.name) return written(resources.create(target, await readBody(request), options), 201)
  if (request.method === 'PUT' && target.name) return written(resources.replace(target, await readBody(request), options))
  if (request.method === 'PATCH' && target.name) {
    const type = request.headers.get('content-type') ?? ''
    const body = await readBody(request)
    return written(resources.patch(target, { type, body }, options))
  }
  if (request.method === 'DELETE') return target.name ? deleteOne(resources, target, options) : deleteMany(parts, call)
  throw new ApiError('MethodNotAllowed', 'the server does not allow this method on the requested resource')
}

function list(parts: ApiParts, call: Call): Response {
  const { url, target } = call
  const objects = parts.resources.list(target).filter(selection(url))
  const resourceVersion = String(parts.store.version)
  if (wantsTable(call.request)) {
    return json(toTable({ kind: target.kind, objects, nowMs: parts.clock.now(), resourceVersion, includeObject: url.searchParams.get('includeObject') ?? 'Metadata' }))
  }
  return json({ kind: `${target.kind.kind}List`, apiVersion: apiVersionOf(target), metadata: { resourceVersion }, items: objects })
}

function present(parts: ApiParts, { request, url, target }: Call, object: KubeObject): Response {
  if (!wantsTable(request)) return json(object)
  const includeObject = url.searchParams.get('includeObject') ?? 'Metadata'
  return json(toTable({ kind: target.kind, objects: [object], nowMs: parts.clock.now(), resourceVersion: object.metadata.resourceVersion ?? '', includeObject }))
}

function startWatch(parts: ApiParts, { request, url, target }: Call): Response {
  const seconds = Number(url.searchParams.get('timeoutSeconds') ?? 0)
  const table = wantsTable(request)
  const named: Matches = target.name ? (object) => object.metadata.name === target.name : () => true
  const selected = selection(url)
  const stream = watch(parts.store, parts.clock, {
    kind: target.kind,
    apiVersion: apiVersionOf(target),
    namespace: target.namespace,
    matches: (object) => named(object) && selected(object),
    after: Number(url.searchParams.get('resourceVersion') ?? 0),
    sendInitialEvents: isTrue(url, 'sendInitialEvents'),
    timeoutMs: seconds > 0 ? seconds * 1000 : watchMs,
    present: (object, first) => (table ? tableEvent(parts, target, { object, first }) : served(object, target)),
  })
  return new Response(stream, { headers: { 'content-type': 'application/json' } })
}

function tableEvent(parts: ApiParts, target: Target, { object, first }: { object: KubeObject; first: boolean }): unknown {
  const table = toTable({ kind: target.kind, objects: [served(object, target)], nowMs: parts.clock.now(), resourceVersion: object.metadata.resourceVersion ?? '', includeObject: 'Metadata' })
  return first ? table : { ...Object(table), columnDefinitions: null }
}

function deleteOne(resources: Resources, target: Target, options: { dryRun: boolean }): Response {
  const { metadata } = resources.delete(target, options)
  const details = { name: metadata.name, ...(target.group ? { group: target.group } : {}), kind: target.kind.plural, uid: metadata.uid }
  return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details })
}

function deleteMany(parts: ApiParts, { url, target }: Call): Response {
  const objects = parts.resources.list(target).filter(selection(url))
  for (const { metadata } of objects) parts.store.delete(target.kind.resource, metadata.namespace, metadata.name)
  return json({ kind: `${target.kind.kind}List`, apiVersion: apiVersionOf(target), metadata: { resourceVersion: String(parts.store.version) }, items: objects })
}

async function part(parts: ApiParts, call: Call): Promise<Response> {
  const { request, target } = call
  const { kind, subresource } = target
  if (subresource === 'log' && kind.subresources.includes('log')) return serveLog(parts, call)
  if (subresource === 'scale' && kind.subresources.includes('scale')) {
    if (request.method === 'GET') return json(readScale(parts.resources.get(target)))
    return written(writeScale(parts.resources, target, { type: request.headers.get('content-type') ?? '', body: await readBody(request) }))
  }
  if (subresource === 'status' && kind.subresources.includes('status')) return operate(parts, call)
  throw new ApiError('NotFound', 'the server could not find the requested resource')
}

function selection(url: URL): Matches {
  const labels = labelSelector(url.searchParams.get('labelSelector'))
  const fields = fieldSelector(url.searchParams.get('fieldSelector'))
  return (object) => labels(object) && fields(object)
}

function isTrue(url: URL, name: string): boolean {
  return ['true', '1'].includes(url.searchParams.get(name) ?? '')
}

function wantsTable(request: Request): boolean {
  return (request.headers.get('accept') ?? '').includes('as=Table')
}

function written({ object, warnings }: Written, status = 200): Response {
  const response = json(object, status)
  for (const warning of warnings) response.headers.append('warning', `299 - ${JSON.stringify(warning)}`)
  return response
}

/** A JSON answer as an API server sends it. */
export function json(value: unknown, status = 200): Response {
  return new Response(`${JSON.stringify(value)}\n`, { status, headers: { 'content-type': 'application/json' } })
}
