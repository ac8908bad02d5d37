import type { Command } from '../command.ts'
import { allNamespacesFlag, selectorFlag } from '../commands/shared-flags.ts'
import { bool, list, text } from '../flags/flag.ts'
import { configCommand } from './config-commands.ts'

const topFlags = [
  selectorFlag, bool('no-headers', '', 'Leave out the line with the names of the columns'), text('sort-by', '', 'cpu or memory'),
  text('heapster-namespace', '', 'Accepted for compatibility', { hidden: true }), bool('use-protocol-buffers', '', 'Accepted for compatibility', { hidden: true }),
]

/** Commands about the cluster as a whole and the way to it. */
export const clusterCommands: readonly Command[] = [
  {
    name: 'api-resources',
    summary: 'List the types that the server has',
    flags: [
      text('api-group', '', 'Only types of this group'), bool('cached', '', 'Accepted for compatibility', { hidden: true }), list('categories', '', 'Only types of these categories'),
      bool('namespaced', '', 'Types that stand in a namespace, or with =false those that do not', { standard: 'true' }), bool('no-headers', '', 'Leave out the line with the names of the columns'),
      text('output', 'o', 'wide or name'), text('sort-by', '', 'name or kind'), list('verbs', '', 'Only types that can do these'),
    ],
    run: async (call) => (await import('../commands/api-resources.ts')).apiResources(call),
  },
  { name: 'api-versions', summary: 'List the groups and versions of the server', run: async (call) => (await import('../commands/api-resources.ts')).apiVersions(call) },
  {
    name: 'auth',
    summary: 'Ask what is allowed',
    subcommands: [
      {
        name: 'can-i', summary: 'Whether you may do something', usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
        examples: ['% auth can-i create pods', '% auth can-i --list'],
        flags: [
          allNamespacesFlag, bool('list', '', 'List all that is allowed'), bool('no-headers', '', 'Leave out the line with the names of the columns'),
          bool('quiet', 'q', 'Say it by the exit status only'), text('subresource', '', 'Such as log or scale'),
        ],
        run: async (call) => (await import('../commands/auth.ts')).canI(call),
      },
      { name: 'whoami', summary: 'Whom the server takes you for', run: async (call) => (await import('../commands/auth.ts')).authWhoami(call) },
    ],
  },
  { name: 'cluster-info', summary: 'Say where the cluster is', run: async (call) => (await import('../commands/cluster-info.ts')).clusterInfo(call) },
  configCommand,
  {
    name: 'explain', summary: 'Say what a type and its fields mean', usage: 'TYPE[.FIELD]', examples: ['% explain pods', '% explain routerule.spec.route'],
    flags: [text('api-version', '', 'Version to explain'), bool('recursive', '', 'All fields below, by name')],
    run: async (call) => (await import('../commands/explain.ts')).explain(call),
  },
  { name: 'options', summary: 'List the flags of every command', run: async (call) => (await import('../commands/options.ts')).options(call) },
  {
    name: 'top',
    summary: 'Show what pods and nodes use',
    subcommands: [
      { name: 'node', aliases: ['nodes', 'no'], summary: 'What nodes use', usage: '[NAME | -l label]', flags: topFlags, run: async (call) => (await import('../commands/top.ts')).topNodes(call) },
      {
        name: 'pod', aliases: ['pods', 'po'], summary: 'What pods use', usage: '[NAME | -l label]',
        flags: [...topFlags, allNamespacesFlag, bool('containers', '', 'Of each container')], run: async (call) => (await import('../commands/top.ts')).topPods(call),
      },
    ],
  },
  {
    name: 'version',
    summary: 'Print the versions of client and server',
    flags: [bool('client', '', 'Only of this program'), text('output', 'o', 'yaml or json'), bool('short', '', 'Only the numbers')],
    run: async (call) => (await import('../commands/version.ts')).version(call),
  },
]
