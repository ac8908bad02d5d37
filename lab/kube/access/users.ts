import { ApiError } from '../status.ts'

/** Somebody who asks: a person, or a service account of a pod. */
export interface User {
  readonly name: string
  readonly groups: readonly string[]
}

/** The user whose token a lab is made with. The learner starts as this one and can always come back. */
const administrator = 'admin'

/** Whoever is in one of these may do everything, whatever the roles say: nobody is locked out of their own lab. */
export const masterGroups = ['system:masters', 'system:cluster-admins']

const everybody = 'system:authenticated'
const accountPrefix = 'system:serviceaccount:'

/** The user of a name, with the groups that the name alone brings along. */
export function userNamed(name: string): User {
  if (name === administrator) return { name, groups: [everybody, 'system:cluster-admins'] }
  if (name === 'system:admin') return { name, groups: [everybody, 'system:masters'] }
  if (name === 'system:anonymous') return { name, groups: ['system:unauthenticated'] }
  const account = accountOf(name)
  if (account) return { name, groups: ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`, everybody] }
  return { name, groups: [everybody, `${everybody}:oauth`] }
}

/** The name under which a service account asks. */
export function accountName(namespace: string, name: string): string {
  return `${accountPrefix}${namespace}:${name}`
}

/** The service account of such a name; undefined for the name of a person. */
export function accountOf(userName: string): { readonly namespace: string; readonly name: string } | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(userName) ?? []
  return namespace && name ? { namespace, name } : undefined
}

/**
 * The token of a user. A lab has one secret, the token of its administrator; those of others carry it and their name. All of
 * them are the learner's own, who may be anybody in their lab.
 */
export function tokenOf(secret: string, name: string): string {
  return name === administrator ? secret : `${secret}.${toBase64Url(name)}`
}

/** Whose token this is; undefined when it is nobody's. */
export function userOfToken(token: string, secret: string): User | undefined {
  if (token === secret) return userNamed(administrator)
  if (!token.startsWith(`${secret}.`)) return undefined
  const name = fromBase64Url(token.slice(secret.length + 1))
  return name ? userNamed(name) : undefined
}

/**
 * Who sends a request, by its bearer token.
 * @throws ApiError when it carries no token of this lab
 */
export function senderOf(request: Request, secret: string): User {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const user = token === undefined ? undefined : userOfToken(token, secret)
  if (!user) throw new ApiError('Unauthorized', 'Unauthorized')
  return user
}

/** The user that a request wants to be taken for (`--as`, `--as-group`); undefined when it speaks for its sender. */
export function impersonated(request: Request): User | undefined {
  const name = request.headers.get('impersonate-user')
  const groups = (request.headers.get('impersonate-group') ?? '').split(',').map((group) => group.trim()).filter(Boolean)
  if (!name) {
    if (groups.length > 0) throw new ApiError('InternalError', `requested [{Group  ${groups[0]}  authentication.k8s.io/v1  }] without impersonating a user`)
    return undefined
  }
  const bare = userNamed(name)
  return groups.length === 0 ? { name, groups: bare.groups.filter((group) => !masterGroups.includes(group)) } : { name, groups: [...new Set([...groups, everybody])] }
}

function toBase64Url(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0)))
  } catch {
    return '' // Somebody made it up.
  }
}
