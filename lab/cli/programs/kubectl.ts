import type { Command } from '../command.ts'
import { resourceCommands } from './resource-commands.ts'

/** Every command of kubectl. */
export const kubectl: Command = {
  name: 'kubectl',
  summary: 'kubectl controls a Kubernetes cluster.',
  usage: '[flags]',
  subcommands: resourceCommands,
}
