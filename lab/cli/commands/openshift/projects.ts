import type { CommandCall } from '../../command.ts'
import { textAt } from '../../json.ts'
import { displayName, listProjects, projectName } from './projects-api.ts'

/** `oc projects`: all of them, the one in use with a star. */
export async function projects(call: CommandCall): Promise<void> {
  const found = await listProjects(await call.cluster())
  const { namespace, server } = await call.target()
  if (call.flags.bool('short')) {
    call.io.out(found.map((one) => `${projectName(one)}\n`).join(''))
    return
  }
  const using = `Using project "${namespace}" on server "${server}".\n`
  const [only, ...more] = found
  if (only === undefined) call.io.out("You are not a member of any projects. You can request a project to be created with the 'new-project' command.\n")
  else if (more.length === 0) call.io.out(`You have one project on this server: "${displayName(only)}".\n\n${using}`)
  else call.io.out(`You have access to the following projects and can switch between them with 'oc project <projectname>':\n\n${found.map((one) => projectLine(one, namespace)).join('')}\n${using}`)
}

/** A line of the list of projects. */
export function projectLine(project: Parameters<typeof projectName>[0], current: string): string {
  const name = projectName(project)
  const display = textAt(project, 'metadata', 'annotations', 'openshift.io/display-name')
  return `${name === current ? '  * ' : '    '}${name}${display === '' || display === name ? '' : ` - ${display}`}\n`
}
