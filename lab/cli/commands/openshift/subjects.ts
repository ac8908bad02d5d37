import type { CommandCall } from '../../command.ts'
import type { JsonObject } from '../../json.ts'

const rbac = 'rbac.authorization.k8s.io'

/** Users that a policy command names: words after the role, and service accounts of -z in the namespace in use. */
export async function userSubjects(call: CommandCall, users: readonly string[]): Promise<readonly JsonObject[]> {
  const { namespace } = await call.target()
  const accounts = call.flags.list('serviceaccount').map((name): JsonObject => ({ kind: 'ServiceAccount', name, namespace }))
  return [...users.map(userSubject), ...accounts]
}

// `system:serviceaccount:shop:default` is the account itself, not a user of that name.
function userSubject(name: string): JsonObject {
  const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? []
  return namespace !== undefined && account !== undefined ? { kind: 'ServiceAccount', name: account, namespace } : { apiGroup: rbac, kind: 'User', name }
}

export function groupSubjects(groups: readonly string[]): readonly JsonObject[] {
  return groups.map((name) => ({ apiGroup: rbac, kind: 'Group', name }))
}

/** Names as Go prints them: `"a"` for one, `["a" "b"]` for several. */
export function namesText(subjects: readonly JsonObject[]): string {
  const names = subjects.map(({ name }) => JSON.stringify(name))
  return names.length === 1 ? names.join('') : `[${names.join(' ')}]`
}
