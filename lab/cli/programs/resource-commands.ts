import type { Command } from '../command.ts'
import { bool, int, list, text } from '../flags/flag.ts'
import { createSubcommands } from './create-commands.ts'
import {
  allFlag, allNamespacesFlag, deletionFlags, dryRunFlag, fieldManagerFlag, fieldSelectorFlag, fileFlags, ignoreNotFoundFlag, outputFlags, overwriteFlag,
  recordFlag, saveConfigFlag, selectorFlag, validateFlag,
} from '../commands/shared-flags.ts'

/** Commands on objects of any type. */
export const resourceCommands: readonly Command[] = [
  {
    name: 'create',
    summary: 'Create objects from files or from stdin, or one from words',
    usage: '-f FILENAME',
    subcommands: createSubcommands,
    examples: ['% create -f rule.yaml', 'cat rule.yaml | % create -f -'],
    flags: [...fileFlags, ...outputFlags, dryRunFlag, fieldManagerFlag('kubectl-create'), recordFlag, saveConfigFlag, selectorFlag, validateFlag],
    run: async (call) => (await import('../commands/create.ts')).create(call),
  },
  {
    name: 'get',
    summary: 'Show one or many objects',
    usage: '[(-o|--output=)json|yaml|wide|name|custom-columns=...|jsonpath=...|go-template=...] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]',
    examples: ['% get pods', '% get pods -o wide', '% get routerule reviews-default -o yaml', "% get pods -l app=reviews -o jsonpath='{.items[*].metadata.name}'", '% get pods -w'],
    flags: [
      ...fileFlags, ...outputFlags, allNamespacesFlag, selectorFlag, fieldSelectorFlag, ignoreNotFoundFlag,
      int('chunk-size', '', 'Accepted for compatibility: lists come whole', { standard: '500' }),
      list('label-columns', 'L', 'Labels that get a column of their own'),
      bool('no-headers', '', 'Leave out the line with the names of the columns'),
      bool('output-watch-events', '', 'Say of each line whether it was added, changed or deleted'),
      text('raw', '', 'Path to ask the server for, printed as it comes'),
      bool('server-print', '', 'Let the server lay out the table', { standard: 'true' }),
      bool('show-kind', '', 'Write the type before each name'),
      bool('show-labels', '', 'Show all labels in the last column'),
      text('sort-by', '', 'Field to sort by, such as .metadata.name'),
      bool('watch', 'w', 'Go on and show every change'),
      bool('watch-only', '', 'Show changes only, not what is there already'),
    ],
    run: async (call) => (await import('../commands/get.ts')).get(call),
  },
  {
    name: 'delete',
    summary: 'Delete objects by file, name or label',
    usage: '([-f FILENAME] | TYPE [(NAME | -l label | --all)])',
    examples: ['% delete -f rule.yaml', '% delete pod web', '% delete pods -l app=reviews'],
    flags: [
      ...fileFlags, ...deletionFlags, allFlag, allNamespacesFlag, dryRunFlag, fieldSelectorFlag, ignoreNotFoundFlag, selectorFlag,
      bool('now', '', 'End at once (the same as --grace-period=1)'),
      text('output', 'o', 'name prints TYPE/NAME only'),
      bool('wait', '', 'Wait until the objects are gone', { standard: 'true' }),
    ],
    run: async (call) => (await import('../commands/delete.ts')).deleteObjects(call),
  },
  {
    name: 'apply',
    summary: 'Create objects, or change them to what a file says',
    subcommands: [{
      name: 'view-last-applied', summary: 'Show the manifest that was applied last', usage: '(TYPE NAME | TYPE/NAME | -f FILENAME)',
      flags: [...fileFlags, allFlag, selectorFlag, text('output', 'o', 'yaml or json', { standard: 'yaml' })], run: async (call) => (await import('../commands/view-last-applied.ts')).viewLastApplied(call),
    }],
    usage: '-f FILENAME',
    examples: ['% apply -f rule.yaml', 'cat rule.yaml | % apply -f -'],
    flags: [
      ...fileFlags, ...outputFlags, ...deletionFlags, allFlag, dryRunFlag, fieldManagerFlag('kubectl-client-side-apply'), overwriteFlag, recordFlag, selectorFlag, validateFlag,
      bool('server-side', '', 'Let the server merge'),
      bool('force-conflicts', '', 'Take over fields that others own (with --server-side)'),
      bool('prune', '', 'Accepted, but refused: not built in'),
      bool('openapi-patch', '', 'Accepted for compatibility', { standard: 'true', hidden: true }),
      bool('wait', '', 'Accepted for compatibility: nothing is deleted', { hidden: true }),
    ],
    run: async (call) => (await import('../commands/apply.ts')).apply(call),
  },
  {
    name: 'replace',
    summary: 'Replace objects by those of a file',
    usage: '-f FILENAME',
    examples: ['% replace -f rule.yaml', '% replace --force -f pod.yaml'],
    flags: [
      ...fileFlags, ...outputFlags, ...deletionFlags, dryRunFlag, fieldManagerFlag('kubectl-replace'), recordFlag, saveConfigFlag, validateFlag,
      bool('wait', '', 'Wait until the old objects are gone'),
    ],
    run: async (call) => (await import('../commands/replace.ts')).replace(call),
  },
  {
    name: 'describe',
    summary: 'Show all about objects, in words',
    usage: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
    examples: ['% describe pod web', '% describe deployment/reviews-v1', '% describe pods -l app=reviews'],
    flags: [...fileFlags, allNamespacesFlag, selectorFlag, bool('show-events', '', 'Show what happened to them', { standard: 'true' }), int('chunk-size', '', 'Accepted for compatibility', { standard: '500', hidden: true })],
    run: async (call) => (await import('../commands/describe.ts')).describe(call),
  },
]
