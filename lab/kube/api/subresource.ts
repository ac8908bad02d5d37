import { accountName, tokenOf } from '../access/users.ts'
import { asObject, readBody } from '../body.ts'
import { serveLog } from '../log.ts'
import { readScale, writeScale } from '../scale.ts'
import { ApiError, notAllowed } from '../status.ts'
import type { SubresourceName } from '../kind.ts'
import { json, written, type ApiParts, type Call } from './call.ts'
import { deleteOptions } from './delete.ts'

type Handler = (parts: ApiParts, call: Call) => Promise<Response> | Response

/** Parts of an object that are no view of its fields. */
const handlers: Readonly<Partial<Record<SubresourceName, Handler>>> = {
  log: (parts, call) => {
    if (call.request.method !== 'GET') throw notAllowed()
    return serveLog(parts, call)
  },
  exec: upgradeWanted,
  attach: upgradeWanted,
  portforward: upgradeWanted,
  scale,
  eviction,
  token,
  finalize,
}

/** Answers for `pods/NAME/log` and the like; `undefined` for parts that are read and written as the object itself. */
export function serveSubresource(parts: ApiParts, call: Call): Promise<Response> | Response | undefined {
  const name = call.target.kind.subresources.find((one) => one === call.target.subresource)
  if (!name) throw new ApiError('NotFound', 'the server could not find the requested resource')
  return handlers[name]?.(parts, call)
}

/** These speak over a connection that is upgraded (`connect-pod.ts`); a plain request is told so. */
function upgradeWanted({ resources }: ApiParts, { target }: Call): Response {
  const { subresource: _, ...pod } = target
  resources.get(pod)
  throw new ApiError('BadRequest', 'Upgrade request required')
}

async function scale({ resources }: ApiParts, { request, target }: Call): Promise<Response> {
  if (request.method === 'GET') return json(readScale(resources.get(target)))
  if (request.method !== 'PUT' && request.method !== 'PATCH') throw notAllowed()
  return written(request, writeScale(resources, target, { type: request.headers.get('content-type') ?? '', body: await readBody(request) }))
}

/** `kubectl drain` evicts; no budget stands against it here. */
async function eviction({ resources }: ApiParts, { request, url, target }: Call): Promise<Response> {
  if (request.method !== 'POST') throw notAllowed()
  const { subresource: _, ...pod } = target
  const body = asObject(await readBody(request))
  resources.delete(pod, deleteOptions(url, body['deleteOptions']))
  return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' }, 201)
}

/** A token of a service account. */
async function token({ resources, clock, token: own }: ApiParts, { request, target }: Call): Promise<Response> {
  if (request.method !== 'POST') throw notAllowed()
  const { subresource: _, ...account } = target
  resources.get(account)
  const body = asObject(await readBody(request))
  const expirationTimestamp = new Date(clock.now() + 3_600_000).toISOString()
  return json({ ...body, kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1', status: { token: tokenOf(own, accountName(target.namespace ?? '', target.name ?? '')), expirationTimestamp } }, 201)
}

async function finalize({ resources }: ApiParts, { request, target }: Call): Promise<Response> {
  if (request.method !== 'PUT') throw notAllowed()
  const { subresource: _, ...whole } = target
  return written(request, resources.replace(whole, await readBody(request), { dryRun: false }))
}
