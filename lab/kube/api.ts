import { attributesOf, authorize } from './access/authorize.ts'
import { answerReview, isReview, reviewAttributes } from './access/reviews.ts'
import { accountOf, impersonated, senderOf, type User } from './access/users.ts'
import { json, isTrue, written, type ApiParts, type Call } from './api/call.ts'
import { connectingSubresources, connectPod, type PodConnection } from './api/connect-pod.ts'
import { deleteMany, deleteOne } from './api/delete.ts'
import { answerList, present, stored } from './api/list.ts'
import { startWatch } from './api/start-watch.ts'
import { serveSubresource } from './api/subresource.ts'
import { asObject, readBody } from './body.ts'
import { discover } from './discovery.ts'
import { serveOpenapi } from './openapi.ts'
import { fieldValidations, type WriteOptions } from './resources.ts'
import { SelectorError } from './selector.ts'
import { ApiError, notAllowed, notFound } from './status.ts'
import { readTarget } from './target.ts'

/** Longer addresses are no work of a client of ours. */
const longestUrl = 16_384

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

/** Reads a request for an upgraded connection to a pod; a refusal of any kind becomes a Status object. */
export function connectApi(parts: ApiParts, request: Request): PodConnection | Response {
  try {
    const url = new URL(request.url)
    if (request.url.length > longestUrl) throw new ApiError('BadRequest', `Expected an address of at most ${longestUrl} characters, got ${request.url.length}`)
    const user = userOf(parts, request)
    const target = readTarget(url.pathname, parts.kinds)
    if (!target?.name || target.kind.resource !== 'pods' || !connectingSubresources.includes(target.subresource ?? '')) throw new ApiError('NotFound', 'the server could not find the requested resource')
    authorize(parts.store, user, attributesOf(request.method, target, false))
    return connectPod(parts, { url, target })
  } catch (error) {
    if (error instanceof ApiError) return json(error.toStatus(), error.code)
    throw error
  }
}

async function answer(parts: ApiParts, request: Request): Promise<Response> {
  if (request.url.length > longestUrl) throw new ApiError('BadRequest', `Expected an address of at most ${longestUrl} characters, got ${request.url.length}`)
  const url = new URL(request.url)
  if (['/healthz', '/livez', '/readyz'].includes(url.pathname)) return new Response('ok')
  const extended = await parts.extension?.(request, url.pathname, () => userOf(parts, request))
  if (extended) return extended
  const user = userOf(parts, request)
  const described = serveOpenapi(url.pathname, parts.kinds)
  if (described) return described
  if (isReview(url.pathname)) {
    authorize(parts.store, user, reviewAttributes(url.pathname))
    return json(answerReview(asObject(await readBody(request)), { cluster: parts.store, user, secret: parts.token }), 201)
  }
  const discovered = request.method === 'GET' ? discover(url.pathname, parts.kinds, request.headers.get('accept') ?? '') : undefined
  if (discovered) return json(discovered.body, 200, discovered.type)
  const target = readTarget(url.pathname, parts.kinds)
  if (!target) throw new ApiError('NotFound', 'the server could not find the requested resource')
  const call = { request, url, target, user }
  authorize(parts.store, user, attributesOf(request.method, target, isTrue(url, 'watch')))
  return (target.subresource ? await serveSubresource(parts, call) : undefined) ?? operate(parts, call)
}

/** Whom a request speaks for: its sender, or whoever the sender may and wants to be taken for. */
function userOf({ store, token }: ApiParts, request: Request): User {
  const sender = senderOf(request, token)
  const wanted = impersonated(request)
  if (!wanted) return sender
  const account = accountOf(wanted.name)
  authorize(store, sender, { verb: 'impersonate', group: '', ...(account ? { resource: 'serviceaccounts', ...account } : { resource: 'users', name: wanted.name }) })
  if (request.headers.has('impersonate-group')) for (const name of wanted.groups) authorize(store, sender, { verb: 'impersonate', group: '', resource: 'groups', name })
  return wanted
}

async function operate(parts: ApiParts, call: Call): Promise<Response> {
  const { request, url, target } = call
  const { resources } = parts
  if (request.method === 'GET') return read(parts, call)
  if (target.kind.computed) throw notAllowed()
  const options = writeOptions(request, url)
  if (request.method === 'POST' && !target.name) return written(request, resources.create(target, await readBody(request), options), 201)
  if (request.method === 'PUT' && target.name) return written(request, resources.replace(target, await readBody(request), options))
  if (request.method === 'PATCH' && target.name) {
    const type = request.headers.get('content-type') ?? ''
    return written(request, resources.patch(target, { type, body: await readBody(request) }, options))
  }
  if (request.method === 'DELETE' && !target.subresource) return target.name ? deleteOne(parts, call) : deleteMany(parts, call)
  throw notAllowed()
}

function writeOptions(request: Request, url: URL): WriteOptions {
  const asked = url.searchParams.get('fieldValidation')
  const fieldValidation = asked ? fieldValidations.find((one) => one === asked) : 'Warn'
  if (!fieldValidation) throw new ApiError('Invalid', `CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: ${JSON.stringify(asked)}: supported values: "Ignore", "Strict", "Warn"`)
  // Who names no manager is known by the first word of its User-Agent, as on the real server.
  const manager = url.searchParams.get('fieldManager') || (request.headers.get('content-type')?.startsWith('application/apply-patch') ? '' : request.headers.get('user-agent')?.split('/')[0] || 'unknown')
  return { dryRun: url.searchParams.getAll('dryRun').includes('All'), fieldValidation, manager: manager.slice(0, 128), force: isTrue(url, 'force') }
}

function read(parts: ApiParts, call: Call): Response {
  const { url, target } = call
  if (isTrue(url, 'watch') && !target.kind.computed) return startWatch(parts, call)
  if (!target.name) return answerList(parts, call)
  const found = target.kind.computed ? stored(parts, call).find(({ metadata }) => metadata.name === target.name) : parts.store.get(target.kind.resource, target.namespace, target.name)
  if (!found) throw notFound(target.kind, target.name)
  return present(parts, call, found)
}
