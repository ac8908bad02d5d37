import type { Command } from '../command.ts'
import { outputFlags } from '../commands/shared-flags.ts'
import { bool, text } from '../flags/flag.ts'

/** `config`: reads and changes the kubeconfig. */
export const configCommand: Command = {
  name: 'config',
  summary: 'Show and change the kubeconfig',
  subcommands: [
    { name: 'current-context', summary: 'Print the name of the context in use', run: async (call) => (await import('../commands/config/contexts.ts')).currentContext(call) },
    { name: 'delete-cluster', summary: 'Delete a cluster', usage: 'NAME', run: async (call) => (await import('../commands/config/entries.ts')).deleteEntry(call, 'cluster') },
    { name: 'delete-context', summary: 'Delete a context', usage: 'NAME', run: async (call) => (await import('../commands/config/entries.ts')).deleteEntry(call, 'context') },
    { name: 'delete-user', summary: 'Delete a user', usage: 'NAME', run: async (call) => (await import('../commands/config/entries.ts')).deleteEntry(call, 'user') },
    { name: 'get-clusters', summary: 'List the clusters', run: async (call) => (await import('../commands/config/contexts.ts')).getNames(call, 'clusters') },
    {
      name: 'get-contexts', summary: 'List the contexts', usage: '[NAME...]',
      flags: [bool('no-headers', '', 'Leave out the line with the names of the columns'), text('output', 'o', 'name prints names only')],
      run: async (call) => (await import('../commands/config/contexts.ts')).getContexts(call),
    },
    { name: 'get-users', summary: 'List the users', run: async (call) => (await import('../commands/config/contexts.ts')).getNames(call, 'users') },
    { name: 'rename-context', summary: 'Rename a context', usage: 'OLD NEW', run: async (call) => (await import('../commands/config/contexts.ts')).renameContext(call) },
    { name: 'set', summary: 'Set a value', usage: 'PROPERTY_NAME PROPERTY_VALUE', run: async (call) => (await import('../commands/config/property.ts')).setProperty(call) },
    {
      name: 'set-cluster', summary: 'Make or change a cluster', usage: 'NAME [--server=server]',
      run: async (call) => (await import('../commands/config/entries.ts')).setEntry(call, 'cluster'),
    },
    {
      name: 'set-context', summary: 'Make or change a context', usage: '[NAME | --current] [--cluster=cluster] [--user=user] [--namespace=namespace]',
      flags: [bool('current', '', 'The one in use')],
      run: async (call) => (await import('../commands/config/entries.ts')).setEntry(call, 'context'),
    },
    {
      name: 'set-credentials', summary: 'Make or change a user', usage: 'NAME [--token=token] [--username=name] [--password=password]',
      run: async (call) => (await import('../commands/config/entries.ts')).setEntry(call, 'user'),
    },
    { name: 'unset', summary: 'Take a value away', usage: 'PROPERTY_NAME', run: async (call) => (await import('../commands/config/property.ts')).unsetProperty(call) },
    { name: 'use-context', aliases: ['use'], summary: 'Take another context', usage: 'CONTEXT_NAME', run: async (call) => (await import('../commands/config/contexts.ts')).useContext(call) },
    {
      name: 'view', summary: 'Print the kubeconfig',
      flags: [
        ...outputFlags, bool('flatten', '', 'Put the content of named files in their place'), bool('minify', '', 'Only what the context in use needs'),
        bool('raw', '', 'With its secrets'), bool('merge', '', 'Accepted for compatibility', { standard: 'true', hidden: true }),
      ],
      run: async (call) => (await import('../commands/config/view.ts')).configView(call),
    },
  ],
}
