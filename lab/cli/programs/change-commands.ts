import {
  allFlag, allNamespacesFlag, dryRunFlag, fieldManagerFlag, fieldSelectorFlag, fileFlags, localFlag, outputFlags, overwriteFlag, recordFlag, saveConfigFlag, selectorFlag, validateFlag,
} from '../commands/shared-flags.ts'
import type { Command } from '../command.ts'
import { array, bool, duration, int, list, text } from '../flags/flag.ts'

const setFlags = [...fileFlags, ...outputFlags, allFlag, dryRunFlag, fieldManagerFlag('kubectl-set'), localFlag, recordFlag, selectorFlag]
const pairFlags = (manager: string) => [
  ...fileFlags, ...outputFlags, allFlag, dryRunFlag, fieldManagerFlag(manager), fieldSelectorFlag, localFlag, overwriteFlag, recordFlag, selectorFlag,
  bool('list', '', 'Show them'), text('resource-version', '', 'Only if this is its version now'),
]

/** Commands that change parts of objects, compare them, or wait for them. */
export const changeCommands: readonly Command[] = [
  {
    name: 'annotate', summary: 'Set and remove annotations', usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N-',
    examples: ["% annotate pod web description='my shop'", '% annotate pod web description-'],
    flags: pairFlags('kubectl-annotate'), run: async (call) => (await import('../commands/label.ts')).annotate(call),
  },
  {
    name: 'autoscale', summary: 'Let the number of replicas follow the load', usage: '(-f FILENAME | TYPE NAME) [--min=MINPODS] --max=MAXPODS [--cpu-percent=CPU]',
    examples: ['% autoscale deployment web --min=1 --max=10 --cpu-percent=50'],
    flags: [
      ...fileFlags, ...outputFlags, dryRunFlag, fieldManagerFlag('kubectl-autoscale'), recordFlag, saveConfigFlag,
      int('cpu-percent', '', 'Use of the processor to keep to', { standard: '-1' }), int('max', '', 'Most replicas', { required: true }), int('min', '', 'Fewest replicas', { standard: '-1' }),
      text('name', '', 'Name for the autoscaler'), text('generator', '', 'Accepted for compatibility', { hidden: true }),
    ],
    run: async (call) => (await import('../commands/autoscale.ts')).autoscale(call),
  },
  {
    name: 'diff', summary: 'Show what apply would change', usage: '-f FILENAME', examples: ['% diff -f rule.yaml'],
    flags: [...fileFlags, fieldManagerFlag('kubectl-client-side-apply'), selectorFlag, validateFlag, bool('server-side', '', 'Accepted for compatibility', { hidden: true })],
    run: async (call) => (await import('../commands/diff.ts')).diff(call),
  },
  {
    name: 'edit', summary: 'Change an object in your editor', usage: '(TYPE NAME | -f FILENAME)', examples: ['% edit routerule reviews-default', 'EDITOR=nano % edit deployment/web'],
    flags: [
      ...fileFlags, ...outputFlags, fieldManagerFlag('kubectl-edit'), recordFlag, saveConfigFlag, validateFlag,
      bool('output-patch', '', 'Accepted for compatibility', { hidden: true }), bool('windows-line-endings', '', 'Accepted for compatibility', { hidden: true }),
    ],
    run: async (call) => (await import('../commands/edit.ts')).edit(call),
  },
  {
    name: 'label', summary: 'Set and remove labels', usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N-',
    examples: ['% label pod web tier=front', '% label pods --all status=unhealthy', '% label pod web tier-'],
    flags: pairFlags('kubectl-label'), run: async (call) => (await import('../commands/label.ts')).label(call),
  },
  {
    name: 'patch', summary: 'Change fields of an object', usage: '(-f FILENAME | TYPE NAME) -p PATCH',
    examples: [`% patch deployment web -p '{"spec":{"replicas":2}}'`, `% patch routerule reviews-default --type=merge -p '{"spec":{"precedence":2}}'`],
    flags: [
      ...fileFlags, ...outputFlags, dryRunFlag, fieldManagerFlag('kubectl-patch'), localFlag, recordFlag,
      text('patch', 'p', 'The patch, in JSON or YAML'), text('patch-file', '', 'File with the patch'), text('type', '', 'json, merge or strategic', { standard: 'strategic' }),
    ],
    run: async (call) => (await import('../commands/patch.ts')).patch(call),
  },
  {
    name: 'set', summary: 'Change images, variables and the like of workloads',
    subcommands: [
      {
        name: 'env', summary: 'Set and remove environment variables', usage: 'TYPE/NAME KEY_1=VAL_1 ... KEY_N-', examples: ['% set env deployment/web LEVEL=debug', '% set env deployment/web LEVEL-', '% set env deployment/web --list'],
        flags: [
          ...setFlags, text('containers', 'c', 'Containers, by a name with *', { standard: '*' }), array('env', 'e', 'A variable, as NAME=VALUE'), text('from', '', 'Take all keys of a config map or secret'),
          list('keys', '', 'Only these keys'), bool('list', '', 'Show them'), bool('overwrite', '', 'Accepted for compatibility', { standard: 'true', hidden: true }), text('prefix', '', 'Before each name'),
          bool('resolve', '', 'Accepted for compatibility', { hidden: true }),
        ],
        run: async (call) => (await import('../commands/set/env.ts')).setEnv(call),
      },
      {
        name: 'image', summary: 'Set the images of containers', usage: '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ...', examples: ['% set image deployment/web app=shop/web:2', "% set image deployments '*=shop/web:2' --all"],
        flags: setFlags, run: async (call) => (await import('../commands/set/image.ts')).setImage(call),
      },
      {
        name: 'resources', summary: 'Set limits and requests of containers', usage: '(-f FILENAME | TYPE NAME) ([--limits=LIMITS & --requests=REQUESTS]', examples: ['% set resources deployment web --limits=cpu=200m,memory=512Mi'],
        flags: [...setFlags, text('containers', 'c', 'Containers, by a name with *', { standard: '*' }), text('limits', '', 'Such as cpu=200m,memory=512Mi'), text('requests', '', 'Such as cpu=100m')],
        run: async (call) => (await import('../commands/set/resources.ts')).setResources(call),
      },
      {
        name: 'serviceaccount', aliases: ['sa'], summary: 'Set the service account of pods', usage: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT', flags: setFlags,
        run: async (call) => (await import('../commands/set/resources.ts')).setServiceAccount(call),
      },
    ],
  },
  {
    name: 'wait', summary: 'Wait until objects are in a state, or gone', usage: '([-f FILENAME] | TYPE/NAME | TYPE [(-l label | --all)]) [--for=delete|--for condition=available|--for=jsonpath=...]',
    examples: ['% wait --for=condition=Ready pod/web', '% wait --for=condition=available deployment --all --timeout=60s', '% wait --for=delete pod/web'],
    flags: [
      ...fileFlags, ...outputFlags, allFlag, allNamespacesFlag, fieldSelectorFlag, localFlag, selectorFlag,
      text('for', '', 'delete, condition=NAME[=VALUE] or jsonpath={.field}=VALUE'), duration('timeout', '', 'How long to wait; negative for a week', { standard: '30s' }),
    ],
    run: async (call) => (await import('../commands/wait.ts')).wait(call),
  },
]
