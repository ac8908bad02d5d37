import type { HopRequest } from '../../images/image.ts'
import { passes } from '../match.ts'
import type { Cors } from '../model.ts'
import { makeReply, type Answer } from './local-replies.ts'

/** The answer to a browser's question beforehand (preflight); undefined for every other request. */
export function preflight(cors: Cors | undefined, request: HopRequest): Answer | undefined {
  if (!cors || request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return undefined
  const allowed = originHeaders(cors, request)
  if (Object.keys(allowed).length === 0) return undefined
  const headers = {
    ...allowed,
    'access-control-allow-methods': cors.methods,
    'access-control-allow-headers': cors.allowHeaders,
    ...(cors.maxAge === undefined ? {} : { 'access-control-max-age': cors.maxAge }),
  }
  return makeReply({ status: 200, flags: '-', body: '', headers })
}

/** What a rule adds to every answer for an origin that it allows. */
export function corsHeaders(cors: Cors | undefined, request: HopRequest): Readonly<Record<string, string>> {
  if (!cors) return {}
  const allowed = originHeaders(cors, request)
  if (Object.keys(allowed).length === 0 || cors.exposeHeaders === '') return allowed
  return { ...allowed, 'access-control-expose-headers': cors.exposeHeaders }
}

function originHeaders({ origins, credentials }: Cors, { headers }: HopRequest): Readonly<Record<string, string>> {
  const { origin } = headers
  if (origin === undefined || !origins.some((test) => passes(test, origin))) return {}
  return { 'access-control-allow-origin': origin, ...(credentials ? { 'access-control-allow-credentials': 'true' } : {}) }
}
