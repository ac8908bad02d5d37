import { authorize } from '../kube/access/authorize.ts'
import { tokenOf, type User } from '../kube/access/users.ts'
import { json, type ApiParts } from '../kube/api/call.ts'
import { asObject, readBody } from '../kube/body.ts'
import type { Resources } from '../kube/resources.ts'
import { text } from '../kube/read.ts'
import { ApiError, notAllowed } from '../kube/status.ts'
import type { KindTable } from '../kube/kinds.ts'
import type { ClusterReader } from '../kube/object.ts'

interface ExtensionParts {
  readonly resources: () => Resources
  readonly kinds: () => KindTable
  readonly cluster: () => ClusterReader
  readonly token: string
  readonly routerSuffix: string
}

const rbacGroup = 'rbac.authorization.k8s.io'
const rbac = `${rbacGroup}/v1`

/** Stands for the client certificate that a cluster's own machine keeps for its administrator. */
const certificate = 'client-certificate'

/** Users of the lab; as with the password provider of a development cluster, any other name with any password would do too. */
const knownPasswords: Readonly<Record<string, string>> = { admin: 'admin', developer: 'developer', 'system:admin': certificate }

/** What OpenShift's API server answers beside Kubernetes': projects, users and the login. */
export function openshiftExtension(parts: ExtensionParts): NonNullable<ApiParts['extension']> {
  return async (request, path, sender) => {
    if (path === '/oauth/authorize') return grantToken(request, parts.token)
    if (path === '/.well-known/oauth-authorization-server') return json(oauthServer(new URL(request.url).origin))
    if (path === '/apis/user.openshift.io/v1/users/~') return json(currentUser(sender()))
    if (path === '/apis/project.openshift.io/v1/projectrequests') return projectRequests(request, sender(), parts)
    return undefined
  }
}

/** `oc new-project`: GET asks whether one may, POST makes a project, of which its requester is the administrator. */
async function projectRequests(request: Request, user: User, parts: ExtensionParts): Promise<Response | undefined> {
  const kind = parts.kinds().byPlural('project.openshift.io', 'v1', 'projects')
  const bindings = parts.kinds().byName(rbac, 'RoleBinding')
  if (!kind || !bindings) return undefined
  authorize(parts.cluster(), user, { verb: request.method === 'GET' ? 'list' : 'create', group: 'project.openshift.io', resource: 'projectrequests' })
  if (request.method === 'GET') return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' })
  if (request.method !== 'POST') throw notAllowed()
  const body = asObject(await readBody(request))
  const annotations = { 'openshift.io/description': text(body['description']), 'openshift.io/display-name': text(body['displayName']), 'openshift.io/requester': user.name }
  const project = { apiVersion: 'project.openshift.io/v1', kind: 'Project', metadata: { name: body.metadata.name, annotations } }
  try {
    const made = parts.resources().create({ kind, group: 'project.openshift.io', version: 'v1' }, project, { dryRun: false }).object
    const binding = {
      apiVersion: rbac, kind: 'RoleBinding', metadata: { name: 'admin' },
      roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: 'admin' }, subjects: [{ apiGroup: rbacGroup, kind: 'User', name: user.name }],
    }
    parts.resources().create({ kind: bindings, group: rbacGroup, version: 'v1', namespace: body.metadata.name }, binding, { dryRun: false })
    return json(made, 201)
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error
    throw new ApiError('AlreadyExists', `project.project.openshift.io "${body.metadata.name}" already exists`, { name: body.metadata.name, group: 'project.openshift.io', kind: 'project' })
  }
}

function currentUser({ name, groups }: User): unknown {
  return { kind: 'User', apiVersion: 'user.openshift.io/v1', metadata: { name, uid: name }, groups, identities: [] }
}

/** The challenge flow of `oc login -u -p`: 401 with Basic, then a redirect that carries the token. */
function grantToken(request: Request, token: string): Response {
  const basic = /^Basic (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
  // The name of the cluster's own administrator has a colon in it.
  const [, user = '', password = ''] = /^(system:admin|[^:]*):(.*)$/s.exec(basic ? decoded(basic) : '') ?? []
  if (!user || !password || ((Object.hasOwn(knownPasswords, user) ? knownPasswords[user] : undefined) ?? password) !== password) {
    return new Response('Unauthorized\n', { status: 401, headers: { 'www-authenticate': 'Basic realm="openshift"' } })
  }
  const url = new URL(request.url)
  const location = `${url.origin}/oauth/token/implicit#access_token=${encodeURIComponent(tokenOf(token, user))}&expires_in=86400&scope=user%3Afull&token_type=Bearer`
  return new Response(null, { status: 302, headers: { location } })
}

function decoded(basic: string): string {
  try {
    return atob(basic)
  } catch {
    return '' // No base64, so no user either.
  }
}

function oauthServer(origin: string): unknown {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/oauth/authorize`,
    token_endpoint: `${origin}/oauth/token`,
    response_types_supported: ['code', 'token'],
    grant_types_supported: ['authorization_code', 'implicit'],
    code_challenge_methods_supported: ['plain', 'S256'],
  }
}
