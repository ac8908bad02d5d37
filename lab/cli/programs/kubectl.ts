import type { Command } from '../command.ts'
import { resourceCommands } from './resource-commands.ts'
import { workloadCommands } from './workload-commands.ts'

/** Commands that kubectl and oc have in common. */
export const commonCommands: readonly Command[] = [...resourceCommands, ...workloadCommands]

/** Every command of kubectl. */
export const kubectl: Command = {
  name: 'kubectl',
  summary: 'kubectl controls a Kubernetes cluster.',
  usage: '[flags]',
  subcommands: commonCommands,
}
