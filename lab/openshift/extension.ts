import { json, type ApiParts } from '../kube/api.ts'
import { asObject, readBody } from '../kube/body.ts'
import type { KubeObject } from '../kube/object.ts'
import type { Resources } from '../kube/resources.ts'
import { read, text } from '../kube/read.ts'
import { ApiError } from '../kube/status.ts'
import type { KindTable } from '../kube/kinds.ts'

interface ExtensionParts {
  readonly resources: () => Resources
  readonly kinds: () => KindTable
  readonly token: string
  readonly routerSuffix: string
}

/** Users of the lab; as with the password provider of a development cluster, any other name with any password would do too. */
const knownPasswords: Readonly<Record<string, string>> = { admin: 'admin', developer: 'developer', system: 'manager' }

/** What OpenShift's API server answers beside Kubernetes': projects, users and the login. */
export function openshiftExtension(parts: ExtensionParts): NonNullable<ApiParts['extension']> {
  return async (request, path) => {
    if (path === '/oauth/authorize') return authorize(request, parts.token)
    if (path === '/.well-known/oauth-authorization-server') return json(oauthServer(new URL(request.url).origin))
    if (request.headers.get('authorization') !== `Bearer ${parts.token}`) return undefined
    if (path === '/apis/user.openshift.io/v1/users/~') return json(currentUser())
    const project = /^\/apis\/project\.openshift\.io\/v1\/project(?:s|requests)(?:\/([^/]+))?$/.exec(path)
    if (project) return projects(request, parts, project[1])
    return undefined
  }
}

async function projects(request: Request, parts: ExtensionParts, name: string | undefined): Promise<Response | undefined> {
  const kind = parts.kinds().byResource('namespaces')
  if (!kind) return undefined
  const target = { kind, group: '', version: 'v1' }
  const requests = request.url.includes('/projectrequests')
  if (request.method === 'GET' && requests) return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' })
  // A Table is made from Project objects by the general rules; a project is nothing but a view of its namespace.
  if (request.method === 'GET' && (request.headers.get('accept') ?? '').includes('as=Table')) return projectTable(parts, target, name)
  if (request.method === 'GET' && name) return json(toProject(parts.resources().get({ ...target, name })))
  if (request.method === 'GET') {
    return json({ kind: 'ProjectList', apiVersion: 'project.openshift.io/v1', metadata: {}, items: parts.resources().list(target).map(toProject) })
  }
  if (request.method === 'POST') {
    const body = asObject(await readBody(request))
    const annotations = { 'openshift.io/description': text(body['description']), 'openshift.io/display-name': text(body['displayName']), 'openshift.io/requester': 'admin' }
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: body.metadata.name, annotations }, status: { phase: 'Active' } }
    try {
      return json(toProject(parts.resources().create(target, namespace, { dryRun: false }).object), 201)
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error
      throw new ApiError('AlreadyExists', `project.project.openshift.io "${body.metadata.name}" already exists`, { name: body.metadata.name, group: 'project.openshift.io', kind: 'project' })
    }
  }
  if (request.method === 'DELETE' && name) {
    parts.resources().delete({ ...target, name }, { dryRun: false })
    return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details: { name, group: 'project.openshift.io', kind: 'projects' } })
  }
  return undefined
}

function projectTable(parts: ExtensionParts, target: Parameters<Resources['list']>[0], name: string | undefined): Response {
  const objects = name ? [parts.resources().get({ ...target, name })] : parts.resources().list(target)
  const column = (title: string) => ({ name: title, type: 'string', format: '', description: '', priority: 0 })
  return json({
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {},
    columnDefinitions: [column('Name'), column('Display Name'), column('Status')],
    rows: objects.map((object) => ({
      cells: [object.metadata.name, object.metadata.annotations?.['openshift.io/display-name'] ?? '', 'Active'],
      object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata },
    })),
  })
}

function toProject(namespace: KubeObject): KubeObject {
  return { ...namespace, kind: 'Project', apiVersion: 'project.openshift.io/v1', spec: { finalizers: ['kubernetes'] }, status: { phase: text(read(namespace, 'status', 'phase')) || 'Active' } }
}

function currentUser(): unknown {
  return { kind: 'User', apiVersion: 'user.openshift.io/v1', metadata: { name: 'admin', uid: 'admin' }, groups: ['system:authenticated', 'system:cluster-admins'], identities: [] }
}

/** The challenge flow of `oc login -u -p`: 401 with Basic, then a redirect that carries the token. */
function authorize(request: Request, token: string): Response {
  const basic = /^Basic (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
  const [user = '', password = ''] = basic ? atob(basic).split(':') : []
  if (!user || !password || (knownPasswords[user] ?? password) !== password) {
    return new Response('Unauthorized\n', { status: 401, headers: { 'www-authenticate': 'Basic realm="openshift"' } })
  }
  const url = new URL(request.url)
  const location = `${url.origin}/oauth/token/implicit#access_token=${encodeURIComponent(token)}&expires_in=86400&scope=user%3Afull&token_type=Bearer`
  return new Response(null, { status: 302, headers: { location } })
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
