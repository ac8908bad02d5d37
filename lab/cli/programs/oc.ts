import type { Command } from '../command.ts'
import { completionCommands } from './completion-commands.ts'
import { createRouteCommand } from './create-commands.ts'
import { commonCommands } from './kubectl.ts'
import { openshiftCommands } from './openshift-commands.ts'

/** Every command of oc: those of kubectl, and OpenShift's own. */
export const oc: Command = {
  name: 'oc',
  summary: 'oc is the client of OpenShift: kubectl, and projects, routes, users and policies.',
  usage: '[flags]',
  subcommands: [...commonCommands.map((command) => (command.name === 'create' ? withRoutes(command) : command)), ...openshiftCommands, ...completionCommands(() => oc)],
}

function withRoutes(create: Command): Command {
  return { ...create, subcommands: [...(create.subcommands ?? []), createRouteCommand] }
}
