import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import type { JsonObject } from '../../json.ts'
import { addToBinding, removeFromBindings } from './bindings.ts'
import type { Grant } from './bindings.ts'
import { groupSubjects, namesText, userSubjects } from './subjects.ts'

/** What a command of `oc adm policy` does, read off its name. */
export interface PolicyRule {
  readonly action: 'add' | 'remove'
  readonly what: 'role' | 'cluster-role' | 'scc'
  readonly whom: 'user' | 'group'
}

/** `oc adm policy add-scc-to-user`, `remove-cluster-role-from-group` and their like. */
export async function changePolicy(call: CommandCall, rule: PolicyRule): Promise<void> {
  const [name, ...words] = call.args
  if (name === undefined) throw new CliError(`error: you must specify a ${rule.what === 'scc' ? 'scc' : 'role'}`)
  const subjects = rule.whom === 'user' ? await userSubjects(call, words) : groupSubjects(words)
  if (subjects.length === 0) throw new CliError(rule.whom === 'user' ? 'error: you must specify at least one user or service account' : 'error: you must specify at least one group')
  const grant = await grantOf(call, rule, { name, subjects })
  const dryRun = call.flags.text('dry-run') === 'client' || call.flags.text('dry-run') === 'server'
  if (!dryRun) await (rule.action === 'add' ? addToBinding(call, grant) : removeFromBindings(call, grant))
  const role = `${grant.roleKind.toLowerCase()}.rbac.authorization.k8s.io/${grant.roleName}`
  // The two families of commands say it differently: roles are `added`, constraints are `added to`.
  const done = rule.what === 'scc' ? { add: 'added to', remove: 'removed from' }[rule.action] : { add: 'added', remove: 'removed' }[rule.action]
  call.io.out(`${role} ${done}: ${namesText(subjects)}${dryRun ? ` (${call.flags.text('dry-run') === 'server' ? 'server ' : ''}dry run)` : ''}\n`)
}

async function grantOf(call: CommandCall, { what }: PolicyRule, { name, subjects }: { readonly name: string; readonly subjects: readonly JsonObject[] }): Promise<Grant> {
  const { namespace } = await call.target()
  if (what === 'cluster-role') return { roleKind: 'ClusterRole', roleName: name, namespace: undefined, subjects }
  if (what === 'scc') return { roleKind: 'ClusterRole', roleName: `system:openshift:scc:${name}`, namespace, subjects }
  const own = call.flags.text('role-namespace')
  return { roleKind: own === '' ? 'ClusterRole' : 'Role', roleName: name, namespace, subjects }
}
