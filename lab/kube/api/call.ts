import type { Clock } from '../../clock.ts'
import type { User } from '../access/users.ts'
import type { KindTable } from '../kinds.ts'
import { isApplied } from '../managed-fields/managers.ts'
import type { KubeObject } from '../object.ts'
import type { PodInsides } from '../pod-connections.ts'
import type { PodLogs } from '../pod-logs.ts'
import type { Resources, Written } from '../resources.ts'
import { ApiError } from '../status.ts'
import type { Store } from '../store.ts'
import type { OpenStreams } from '../streams.ts'
import type { Target } from '../target.ts'

/** What an API server stands on. */
export interface ApiParts {
  readonly store: Store
  readonly resources: Resources
  readonly kinds: KindTable
  readonly clock: Clock
  readonly logs: PodLogs
  readonly insides: PodInsides
  readonly streams: OpenStreams
  /** Objects of a computed kind, as of now. */
  readonly computed: (resource: string) => readonly KubeObject[]
  /** Bearer token of the lab's administrator; those of other users are made from it. */
  readonly token: string
  /**
   * Answers paths of other API groups (users, the login) before the general rules; undefined to let those apply.
   * `user` throws for a request that comes from nobody.
   */
  readonly extension?: (request: Request, path: string, user: () => User) => Promise<Response | undefined>
}

/** One request for something that the API server knows. */
export interface Call {
  readonly request: Request
  readonly url: URL
  readonly target: Target
  readonly user: User
}

/** A JSON answer as an API server sends it. */
export function json(value: unknown, status = 200, type = 'application/json'): Response {
  return new Response(`${JSON.stringify(value)}\n`, { status, headers: { 'content-type': type } })
}

/** The answer to a write, its warnings in the headers that clients print. */
export function written(request: Request, { object, warnings }: Written, status = 200): Response {
  const response = json(shown(request, object), status)
  for (const warning of warnings) response.headers.append('warning', `299 - ${quoted(warning)}`)
  return response
}

/** kubectl from 1.21 on keeps managed fields from its user by itself; earlier ones, and people with curl, would print them all. */
const hidesManagedFields = /^kubectl[^/]*\/v1\.(2[1-9]|[3-9]\d)/

/** An object as a client is to see it: without its managed fields, unless somebody applies on the server's side or the client deals with them. */
export function shown(request: Request, object: KubeObject): KubeObject {
  const { managedFields, ...metadata } = object.metadata
  if (managedFields === undefined || isApplied(object) || hidesManagedFields.test(request.headers.get('user-agent') ?? '')) return object
  return { ...object, metadata }
}

/** RFC 7230 quoted-string; what no header can carry becomes a blank or a question mark. */
function quoted(text: string): string {
  return `"${text.replace(/[\r\n\t]+/g, ' ').replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&')}"`
}

/** A flag of the query as Kubernetes reads one: whatever is given but `false` and `0` means yes, Python's `True` and nothing at all too. */
export function isTrue(url: URL, name: string): boolean {
  const given = url.searchParams.get(name)
  return given !== null && given !== '0' && given.toLowerCase() !== 'false'
}

/** A whole number from the query; undefined when it is not given. */
export function integerOf(url: URL, name: string): number | undefined {
  const given = url.searchParams.get(name)
  if (given === null || given === '') return undefined
  if (/^\d{1,15}$/.test(given)) return Number(given)
  throw new ApiError('BadRequest', `${name}: Invalid value: ${JSON.stringify(given)}: strconv.ParseUint: parsing ${JSON.stringify(given)}: invalid syntax`)
}
