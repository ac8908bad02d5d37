import type { Command } from '../command.ts'
import { changeCommands } from './change-commands.ts'
import { completionCommands } from './completion-commands.ts'
import { clusterCommands } from './cluster-commands.ts'
import { resourceCommands } from './resource-commands.ts'
import { workloadCommands } from './workload-commands.ts'

/** Commands that kubectl and oc have in common. */
export const commonCommands: readonly Command[] = [...resourceCommands, ...workloadCommands, ...changeCommands, ...clusterCommands]

/** Every command of kubectl. */
export const kubectl: Command = {
  name: 'kubectl',
  summary: 'kubectl controls a Kubernetes cluster.',
  usage: '[flags]',
  subcommands: [...commonCommands, ...completionCommands(() => kubectl)],
}
