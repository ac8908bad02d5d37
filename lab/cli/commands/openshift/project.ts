import type { CommandCall } from '../../command.ts'
import { editKubeconfig, withCurrentContext } from '../../config/edit-kubeconfig.ts'
import type { Kubeconfig, Named } from '../../config/kubeconfig.ts'
import { contextNickname } from '../../config/nickname.ts'
import { CliError } from '../../errors.ts'
import { textAt } from '../../json.ts'
import { displayName, listProjects, projectExists } from './projects-api.ts'
import { switchProject } from './switch-project.ts'

/** `oc project [NAME]`: says which project is in use, or takes another one. */
export async function project(call: CommandCall): Promise<void> {
  const [argument, ...more] = call.args
  if (more.length > 0) throw new CliError('error: Only one argument is supported (project name or context name).')
  if (argument === undefined) return showCurrent(call)
  const config = await call.kubeconfig()
  const { namespace: before, contextName, server } = await call.target()
  const short = call.flags.bool('short')
  const context = config.contexts.find(({ name }) => name === argument)
  if (context !== undefined) return takeContext(call, context, config)
  await requireProject(call, argument)
  if (argument !== before || contextName === '') await switchProject(call, argument)
  if (short) call.io.out(`${argument}\n`)
  else if (argument === before) call.io.out(`Already on project "${argument}" on server "${server}".\n`)
  else call.io.out(`Now using project "${argument}" on server "${server}".\n`)
}

async function showCurrent(call: CommandCall): Promise<void> {
  const config = await call.kubeconfig()
  const { contextName, server, namespace } = await call.target()
  const context = config.contexts.find(({ name }) => name === contextName)
  const own = call.flags.text('namespace') || textAt(context?.body, 'namespace')
  const short = call.flags.bool('short')
  if (own === '') {
    if (short) throw new CliError('error: no project has been set')
    call.io.out('No project has been set. Pass a project name to make that the default.\n')
    return
  }
  if (!(await projectExists(await call.cluster(), namespace))) {
    throw new CliError(`error: you do not have rights to view project "${namespace}" specified in your config or the project doesn't exist`)
  }
  if (short) call.io.out(`${namespace}\n`)
  else if (context === undefined || isGenerated(context)) call.io.out(`Using project "${namespace}" on server "${server}".\n`)
  else call.io.out(`Using project "${namespace}" from context named "${contextName}" on server "${server}".\n`)
}

// Only a name that the learner chose is worth naming: not oc's own, nor the one the lab was handed over with, which is its cluster's.
function isGenerated({ name, body }: Named): boolean {
  const cluster = textAt(body, 'cluster')
  return name === cluster || name === contextNickname({ namespace: textAt(body, 'namespace'), cluster, user: textAt(body, 'user') })
}

async function takeContext(call: CommandCall, { name, body }: Named, config: Kubeconfig): Promise<void> {
  await editKubeconfig(call.io, call.flags.text('kubeconfig'), (raw) => withCurrentContext(raw, name))
  const namespace = textAt(body, 'namespace')
  const cluster = config.clusters.find((one) => one.name === textAt(body, 'cluster'))
  const server = textAt(cluster?.body, 'server')
  if (call.flags.bool('short')) call.io.out(`${namespace}\n`)
  else if (namespace === '') call.io.out(`Now using context named "${name}" on server "${server}".\n`)
  else call.io.out(`Now using project "${namespace}" from context named "${name}" on server "${server}".\n`)
}

async function requireProject(call: CommandCall, name: string): Promise<void> {
  const cluster = await call.cluster()
  if (await projectExists(cluster, name)) return
  const projects = await listProjects(cluster)
  const [only] = projects
  const known = only === undefined
    ? "You are not a member of any projects. You can request a project to be created with the 'new-project' command."
    : projects.length === 1 ? `You have one project on this server: ${displayName(only)}` : ['Your projects are:', ...projects.map((one) => `* ${displayName(one)}`)].join('\n')
  throw new CliError(`error: A project named "${name}" does not exist on "${cluster.target.server}".\n${known}`)
}
