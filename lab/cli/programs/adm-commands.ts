import type { Command } from '../command.ts'
import { dryRunFlag } from '../commands/shared-flags.ts'
import { list, text } from '../flags/flag.ts'
import type { PolicyRule } from '../commands/openshift/policy.ts'

const whats = { role: 'a role in a project', 'cluster-role': 'a role in the whole cluster', scc: 'a security context constraint' } as const

/** `oc adm`: what administrators do. */
export const admCommand: Command = {
  name: 'adm',
  summary: 'Commands for administrators of the cluster',
  subcommands: [{ name: 'policy', summary: 'Give and take rights', subcommands: policyCommands() }],
}

/** `oc policy` is the same without what concerns the whole cluster. */
export const policyCommand: Command = {
  name: 'policy',
  summary: 'Give and take rights in a project',
  subcommands: policyCommands().filter(({ name }) => /-role-/.test(name) && !name.includes('cluster')),
}

function policyCommands(): readonly Command[] {
  return (['add', 'remove'] as const).flatMap((action) => (['user', 'group'] as const).flatMap((whom) => (['role', 'cluster-role', 'scc'] as const).map((what) => policyRow({ action, what, whom }))))
}

function policyRow(rule: PolicyRule): Command {
  const { action, what, whom } = rule
  return {
    name: `${action}-${what}-${action === 'add' ? 'to' : 'from'}-${whom}`,
    summary: `${action === 'add' ? 'Give' : 'Take'} ${whats[what]} ${action === 'add' ? 'to' : 'from'} ${whom === 'user' ? 'users or service accounts' : 'groups'}`,
    usage: whom === 'user' ? `${what === 'scc' ? 'SCC' : 'ROLE'} (USER | -z serviceaccount) [USER...]` : `${what === 'scc' ? 'SCC' : 'ROLE'} GROUP [GROUP...]`,
    flags: [
      dryRunFlag, text('output', 'o', 'Accepted for compatibility', { hidden: true }),
      text('role-namespace', '', 'Namespace of a role that is not one of the cluster'), text('rolebinding-name', '', 'Name of the binding to make or change'),
      ...(whom === 'user' ? [list('serviceaccount', 'z', 'Service account in the current namespace')] : []),
    ],
    run: async (call) => (await import('../commands/openshift/policy.ts')).changePolicy(call, rule),
  }
}
