import type { ClusterReader } from '../object.ts'
import { ApiError } from '../status.ts'
import type { Target } from '../target.ts'
import { judge, type ResourceAttributes } from './rbac.ts'
import type { User } from './users.ts'

const verbs: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete', HEAD: 'get', GET: 'get' }

/** What a request does to its target, in the words of roles. */
export function attributesOf(method: string, target: Target, watching: boolean): ResourceAttributes {
  const { kind, group, name, subresource } = target
  const plain = verbs[method] ?? method.toLowerCase()
  const verb = plain === 'get' && watching ? 'watch' : name === undefined && plain === 'get' ? 'list' : name === undefined && plain === 'delete' ? 'deletecollection' : plain
  // A namespace, and OpenShift's view of it, count as being inside themselves.
  const namespace = kind.resource === 'namespaces' ? name : target.namespace
  return { verb, group, resource: subresource ? `${kind.plural}/${subresource}` : kind.plural, namespace, name }
}

/**
 * Lets a request pass that the roles of the cluster allow.
 * @throws ApiError in the words of the real server
 */
export function authorize(cluster: ClusterReader, user: User, attributes: ResourceAttributes): void {
  if (!judge(cluster, user, attributes).allowed) throw refusal(user, attributes)
}

function refusal(user: User, { verb, group, resource, namespace, name }: ResourceAttributes): ApiError {
  const [plural = ''] = resource.split('/')
  const what = `${plural}${group && `.${group}`}${name === undefined ? '' : ` ${JSON.stringify(name)}`}`
  const where = namespace ? `in the namespace ${JSON.stringify(namespace)}` : 'at the cluster scope'
  const message = `${what} is forbidden: User ${JSON.stringify(user.name)} cannot ${verb} resource ${JSON.stringify(resource)} in API group ${JSON.stringify(group)} ${where}`
  return new ApiError('Forbidden', message, { ...(name === undefined ? {} : { name }), ...(group ? { group } : {}), kind: plural })
}
