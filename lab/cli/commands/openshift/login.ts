import { connect } from '../../api/connect.ts'
import type { Cluster, CommandCall } from '../../command.ts'
import type { Target } from '../../config/target.ts'
import { CliError, ConnectionError, StatusError } from '../../errors.ts'
import { askForPassword, askForText } from './ask.ts'
import { keepLogin } from './keep-login.ts'
import { listProjects, projectName, userName } from './projects-api.ts'
import { projectLine } from './projects.ts'
import { requestToken } from './request-token.ts'

/** `oc login [URL] [-u USER -p PASSWORD | --token=TOKEN]`: gets a token, keeps it in the kubeconfig and says which projects there are. */
export async function login(call: CommandCall): Promise<void> {
  const { args, flags, io } = call
  if (args.length > 1) throw new CliError(`error: Only the server URL may be specified as an argument`)
  const target = await reachable(call, { ...(await call.target()), ...serverOf(args[0]) })
  if (flags.bool('insecure-skip-tls-verify')) io.out('WARNING: Using insecure TLS client config. Setting this option is not supported!\n\n')
  const { token, sentence, name } = await authenticate(call, target)
  io.out(`${sentence}\n\n`)
  const cluster = await clusterOf(call, { ...target, token })
  try {
    await chooseProject(call, cluster, name)
  } finally {
    cluster.api.close()
  }
}

function serverOf(word: string | undefined): Partial<Pick<Target, 'server'>> {
  if (word === undefined) return {}
  return { server: (/^https?:\/\//.test(word) ? word : `https://${word}`).replace(/\/+$/, '') }
}

async function clusterOf(call: CommandCall, target: Target): Promise<Cluster> {
  return connect(target, { io: call.io, flags: call.flags, program: call.program })
}

// A scenario may name the address that the cluster had where it was written. What cannot be reached is taken for the cluster at hand,
// and said so.
async function reachable(call: CommandCall, wanted: Target): Promise<Target> {
  const own = await call.target()
  try {
    await touch(call, wanted)
    return wanted
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error
    const failure = new CliError(`error: ${error.refused ? `dial tcp ${error.host}: connect: connection refused` : error.message} - verify you have provided the correct host and port and that the server is currently running.`)
    if (own.server === wanted.server || own.contextName === '') throw failure
    try {
      await touch(call, own)
    } catch {
      throw failure // Nor is there any other: the first address is the one to tell about.
    }
    call.io.err(`${wanted.server} cannot be reached from here; logging in to ${own.server}, the cluster of this terminal.\n`)
    return own
  }
}

async function touch(call: CommandCall, target: Target): Promise<void> {
  const { api } = await clusterOf(call, { ...target, token: '', username: '', password: '' })
  try {
    await api.get('/healthz').catch((error: unknown) => {
      // Any answer at all, even one that is no JSON, shows that a server is there.
      if (error instanceof ConnectionError) throw error
    })
  } finally {
    api.close()
  }
}

/** Needs no password: in a real cluster its certificate lies in the kubeconfig of the cluster's own machine, which a scenario's terminal was. */
const masterUser = 'system:admin'

interface Authenticated {
  readonly token: string
  readonly name: string
  readonly sentence: string
}

async function authenticate(call: CommandCall, target: Target): Promise<Authenticated> {
  const given = call.flags.text('token')
  if (given !== '') {
    const name = await nameOf(call, { ...target, token: given }, 'error: The token provided is invalid or expired.\n')
    return { token: given, name, sentence: `Logged into "${target.server}" as "${name}" using the token provided.` }
  }
  const wantedName = call.flags.text('username')
  if (wantedName !== '' && !call.flags.given('password') && target.token !== '' && target.server === (await call.target()).server) {
    const name = await nameOf(call, target, '').catch(() => '') // An old token that no longer works: ask for the password.
    if (name === wantedName) return { token: target.token, name, sentence: `Logged into "${target.server}" as "${name}" using existing credentials.` }
  }
  if (wantedName === masterUser && !call.flags.given('password')) {
    const token = await requestToken({ ...target, token: '' }, { username: masterUser, password: 'client-certificate' })
    if (token !== undefined) return { token, name: masterUser, sentence: `Logged into "${target.server}" as "${masterUser}" using existing credentials.` }
  }
  const username = wantedName === '' ? askForText(call.io, `Authentication required for ${target.server} (openshift)\nUsername: `) : wantedName
  const password = call.flags.given('password') ? call.flags.text('password') : askForPassword(call.io, 'Password: ')
  const token = await requestToken({ ...target, token: '' }, { username, password })
  if (token === undefined) throw new CliError('Login failed (401 Unauthorized)\nVerify you have provided the correct credentials.')
  return { token, name: await nameOf(call, { ...target, token, username: '', password: '' }, 'error: The server does not accept the token it has given.'), sentence: 'Login successful.' }
}

async function nameOf(call: CommandCall, target: Target, refusal: string): Promise<string> {
  const cluster = await clusterOf(call, target)
  try {
    return await userName(cluster)
  } catch (error) {
    if (error instanceof StatusError && error.reason === 'Unauthorized') throw new CliError(refusal)
    throw error
  } finally {
    cluster.api.close()
  }
}

/** A longer list would push everything else off the screen. */
const mostProjects = 50

async function chooseProject(call: CommandCall, cluster: Cluster, user: string): Promise<void> {
  const { io } = call
  const projects = await listProjects(cluster)
  const names = projects.map(projectName)
  const { namespace: wanted } = await call.target()
  const chosen = names.includes(wanted) ? wanted : names.includes('default') ? 'default' : names[0] ?? ''
  await keepLogin(call, cluster.target, { user, namespace: chosen })
  if (names.length === 0) return io.out("You don't have any projects. You can try to create a new project, by running\n\n    oc new-project <projectname>\n\n")
  if (names.length === 1) return io.out(`You have one project on this server: "${chosen}"\n\nUsing project "${chosen}".\n`)
  if (names.length > mostProjects) io.out(`You have access to ${names.length} projects, the list has been suppressed. You can list all projects with 'oc projects'\n\n`)
  else io.out(`You have access to the following projects and can switch between them with 'oc project <projectname>':\n\n${projects.map((one) => projectLine(one, chosen)).join('')}\n`)
  io.out(`Using project "${chosen}".\n`)
}
