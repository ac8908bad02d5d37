import type { Cluster, Command, CommandCall, ProgramName } from './command.ts'
import { CliError, explainFailure } from './errors.ts'
import type { Flag } from './flags/flag.ts'
import { bool } from './flags/flag.ts'
import { parseFlags } from './flags/parse.ts'
import type { Parsed } from './flags/parse.ts'
import type { Io } from './io.ts'
import { globalFlags } from './commands/shared-flags.ts'
import { findCommand } from './programs/find-command.ts'

/** Runs one command line and resolves to its exit status; everything it says goes through `io`. */
export async function runCli(program: ProgramName, words: readonly string[], io: Io): Promise<number> {
  const opened: Cluster[] = []
  try {
    return await runWords(program, words, { io, opened })
  } catch (error) {
    const { text, exitCode } = explainFailure(error)
    if (text !== '') io.err(text.endsWith('\n') ? text : `${text}\n`)
    return exitCode
  } finally {
    for (const { api } of opened) api.close()
  }
}

interface World {
  readonly io: Io
  /** Connections to close when the command is over. */
  readonly opened: Cluster[]
}

async function runWords(program: ProgramName, words: readonly string[], world: World): Promise<number> {
  const { io } = world
  const root = await rootOf(program)
  const found = findCommand(root, words, globalFlags)
  const flags = [...(found.command.flags ?? []), ...globalFlags.filter(({ name }) => !(found.command.flags ?? []).some((flag) => flag.name === name)), helpFlag]
  const parsed = parseFlags(found.rest, flags, found.path, found.command.stopsAtFirstArgument ?? false)
  if (parsed.flags.bool('help')) {
    const { helpText } = await import('./programs/help.ts')
    io.out(helpText(found.command, found.path))
    return 0
  }
  requireFlags(flags, parsed)
  if (found.command.run === undefined) return showCommands(found.command, { path: found.path, args: parsed.args, io })
  return (await found.command.run(makeCall(program, { found, parsed }, world))) ?? 0
}

const helpFlag: Flag = bool('help', 'h', 'Show this help', { hidden: true })

async function rootOf(program: ProgramName): Promise<Command> {
  if (program === 'istioctl') return (await import('./programs/istioctl.ts')).istioctl
  if (program === 'oc') return (await import('./programs/oc.ts')).oc
  return (await import('./programs/kubectl.ts')).kubectl
}

function requireFlags(flags: readonly Flag[], parsed: Parsed): void {
  const missing = flags.filter(({ name, required }) => required === true && !parsed.flags.given(name)).map(({ name }) => `"${name}"`)
  if (missing.length > 0) throw new CliError(`Error: required flag(s) ${missing.join(', ')} not set`)
}

// A group of commands without a command of its own: its list, or a refusal of a word that is not in it.
async function showCommands(command: Command, { path, args, io }: { readonly path: string; readonly args: readonly string[]; readonly io: Io }): Promise<number> {
  if (args.length > 0) throw new CliError(`error: unknown command "${args.join(' ')}"\nSee '${path} -h' for help and examples`)
  const { helpText } = await import('./programs/help.ts')
  io.out(helpText(command, path))
  // A group that is called without one of its commands counts as a mistake, the program itself does not.
  return path.includes(' ') ? 1 : 0
}

interface Reading {
  readonly found: { readonly command: Command; readonly path: string }
  readonly parsed: Parsed
}

function makeCall(program: ProgramName, { found, parsed }: Reading, { io, opened }: World): CommandCall {
  const { flags, args, dashAt } = parsed
  const kubeconfig = once(async () => (await import('./config/kubeconfig.ts')).readKubeconfig(io, flags.text('kubeconfig')))
  // A flag of the command's own, such as --user of `create rolebinding`, says nothing about the way to the cluster.
  const own = new Set((found.command.flags ?? []).map(({ name }) => name))
  const target = once(async () => (await import('./config/target.ts')).chooseTarget(await kubeconfig(), flags.hiding(own)))
  const cluster = once(async () => {
    const { connect } = await import('./api/connect.ts')
    const made = await connect(await target(), { io, flags, program })
    opened.push(made)
    return made
  })
  return { program, path: found.path, command: found.command, args, ...(dashAt === undefined ? {} : { dashAt }), flags, io, kubeconfig, target, cluster }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
