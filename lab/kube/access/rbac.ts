import type { ClusterReader, KubeObject } from '../object.ts'
import { read, readList, text } from '../read.ts'
import { masterGroups, type User } from './users.ts'

/** What somebody wants to do: to a resource, or to a path that is none. */
export type Attributes = ResourceAttributes | { readonly verb: string; readonly path: string }

export interface ResourceAttributes {
  readonly verb: string
  /** Empty for the core group. */
  readonly group: string
  /** Plural, with its part behind a slash: `pods/log`. */
  readonly resource: string
  /** Absent or empty: in the whole cluster. */
  readonly namespace?: string | undefined
  readonly name?: string | undefined
}

/** A rule of a role, and what gave it to the user. */
export interface Granted {
  readonly rule: unknown
  /** `RoleBinding "x/ns" of Role "y" to User "z"`. */
  readonly by: string
}

export interface Verdict {
  readonly allowed: boolean
  readonly reason: string
}

const rbac = 'rbac.authorization.k8s.io'

/** Whether the roles of a cluster let a user do something (source: k8s.io/kubernetes plugin/pkg/auth/authorizer/rbac). */
export function judge(cluster: ClusterReader, user: User, attributes: Attributes): Verdict {
  if (user.groups.some((group) => masterGroups.includes(group))) return { allowed: true, reason: '' }
  const namespace = 'path' in attributes ? undefined : attributes.namespace
  const found = grantedTo(cluster, user, namespace).find(({ rule }) => fits(rule, attributes))
  return found ? { allowed: true, reason: `RBAC: allowed by ${found.by}` } : { allowed: false, reason: '' }
}

/** Every rule that a user has in a namespace, those of the whole cluster first. */
export function grantedTo(cluster: ClusterReader, user: User, namespace: string | undefined): readonly Granted[] {
  const bindings = [...cluster.list(`${rbac}/clusterrolebindings`), ...(namespace ? cluster.list(`${rbac}/rolebindings`, namespace) : [])]
  return bindings.flatMap((binding) => {
    const subject = readList(binding, 'subjects').find((one) => isMeant(one, user, binding))
    if (subject === undefined) return []
    const [kind, name] = [text(read(binding, 'roleRef', 'kind')), text(read(binding, 'roleRef', 'name'))]
    const role = kind === 'ClusterRole' ? cluster.get(`${rbac}/clusterroles`, undefined, name) : cluster.get(`${rbac}/roles`, binding.metadata.namespace, name)
    const place = binding.metadata.namespace ? `${binding.metadata.name}/${binding.metadata.namespace}` : binding.metadata.name
    const account = text(read(subject, 'namespace'))
    const by = `${binding.kind} ${JSON.stringify(place)} of ${kind} ${JSON.stringify(name)} to ${text(read(subject, 'kind'))} ${JSON.stringify(text(read(subject, 'name')) + (account && `/${account}`))}`
    return readList(role, 'rules').map((rule) => ({ rule, by }))
  })
}

function isMeant(subject: unknown, user: User, binding: KubeObject): boolean {
  const name = text(read(subject, 'name'))
  switch (read(subject, 'kind')) {
    case 'User': return name === user.name
    case 'Group': return user.groups.includes(name)
    case 'ServiceAccount': return user.name === `system:serviceaccount:${text(read(subject, 'namespace')) || binding.metadata.namespace}:${name}`
    default: return false
  }
}

function fits(rule: unknown, attributes: Attributes): boolean {
  if (!has(rule, 'verbs', attributes.verb)) return false
  if ('path' in attributes) return readList(rule, 'nonResourceURLs').some((one) => pathFits(text(one), attributes.path))
  const { group, resource, name } = attributes
  const [, part] = resource.split('/')
  const resources = readList(rule, 'resources')
  const named = readList(rule, 'resourceNames')
  return has(rule, 'apiGroups', group)
    && (resources.includes('*') || resources.includes(resource) || (part !== undefined && resources.includes(`*/${part}`)))
    && (named.length === 0 || (name !== undefined && named.includes(name)))
}

function has(rule: unknown, field: string, wanted: string): boolean {
  const values = readList(rule, field)
  return values.includes('*') || values.includes(wanted)
}

function pathFits(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path
}
