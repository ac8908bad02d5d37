import { resolveType } from '../../api/resolve-type.ts'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import type { JsonObject } from '../../json.ts'
import { oneName } from './one-name.ts'

const rbac = 'rbac.authorization.k8s.io'

/** `create role` and `create clusterrole`: one rule for each group of types. */
export async function role(call: CommandCall, kind: 'Role' | 'ClusterRole'): Promise<JsonObject> {
  const { flags } = call
  const name = oneName(call)
  const verbs = [...new Set(flags.list('verb'))]
  const urls = flags.has('non-resource-url') ? flags.list('non-resource-url') : []
  if (verbs.length === 0) throw new CliError('error: at least one verb must be specified')
  if (flags.list('resource').length === 0 && urls.length === 0) throw new CliError('error: at least one resource must be specified')
  const groups = new Map<string, string[]>()
  for (const word of flags.list('resource')) {
    const { group, resource } = await resourceOf(call, word)
    groups.set(group, [...(groups.get(group) ?? []), resource])
  }
  const names = flags.list('resource-name')
  const rules: JsonObject[] = [...groups].map(([group, resources]) => ({ apiGroups: [group], ...(names.length === 0 ? {} : { resourceNames: names }), resources, verbs }))
  const others: JsonObject[] = urls.length === 0 ? [] : [{ nonResourceURLs: urls, verbs }]
  return { apiVersion: `${rbac}/v1`, kind, metadata: { creationTimestamp: null, name }, rules: [...rules, ...others] }
}

async function resourceOf(call: CommandCall, word: string): Promise<{ readonly group: string; readonly resource: string }> {
  const [type = '', subresource] = word.split('/')
  if (type === '*') return { group: '*', resource: '*' }
  const { discovery } = await call.cluster()
  const found = await resolveType(discovery, type)
  return { group: found.group, resource: subresource === undefined ? found.plural : `${found.plural}/${subresource}` }
}

/** `create rolebinding` and `create clusterrolebinding`. */
export function binding(call: CommandCall, kind: 'RoleBinding' | 'ClusterRoleBinding'): JsonObject {
  const { flags } = call
  const name = oneName(call)
  const own = kind === 'RoleBinding' ? flags.text('role') : ''
  const shared = flags.text('clusterrole')
  if ((own === '') === (shared === '')) throw new CliError(kind === 'RoleBinding' ? 'error: exactly one of clusterrole or role must be specified' : 'error: clusterrole must be specified')
  const accounts = flags.list('serviceaccount').map((word): JsonObject => {
    const [namespace, account, ...more] = word.split(':')
    if (namespace === undefined || namespace === '' || account === undefined || account === '' || more.length > 0) throw new CliError('error: serviceaccount must be <namespace>:<name>')
    return { kind: 'ServiceAccount', name: account, namespace }
  })
  const subjects = [
    ...flags.list('user').map((one): JsonObject => ({ apiGroup: rbac, kind: 'User', name: one })), ...flags.list('group').map((one): JsonObject => ({ apiGroup: rbac, kind: 'Group', name: one })), ...accounts,
  ]
  return {
    apiVersion: `${rbac}/v1`, kind, metadata: { creationTimestamp: null, name },
    roleRef: { apiGroup: rbac, kind: own === '' ? 'ClusterRole' : 'Role', name: own === '' ? shared : own }, ...(subjects.length === 0 ? {} : { subjects }),
  }
}

/** `create quota NAME --hard=pods=3,cpu=1`. */
export function quota(call: CommandCall): JsonObject {
  const hard = Object.fromEntries(call.flags.list('hard').map((pair) => {
    const at = pair.indexOf('=')
    if (at <= 0) throw new CliError(`error: invalid argument syntax ${pair}, expected <resource>=<value>`)
    return [pair.slice(0, at), pair.slice(at + 1)]
  }))
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { creationTimestamp: null, name: oneName(call) }, spec: { hard }, status: {} }
}
