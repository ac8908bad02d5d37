import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import { podOf } from '../resources/pods.ts'
import { chooseContainer } from './exec/choose-container.ts'
import { runRemote } from './exec/run-remote.ts'

/** `exec`: a program in a container. Its exit status becomes ours. */
export async function exec(call: CommandCall): Promise<void> {
  const { args, dashAt, flags, io, path } = call
  const [word, ...command] = args
  if (word === undefined || dashAt === 0) throw new CliError('error: pod, type/name or --filename must be specified')
  if (command.length === 0) throw new CliError('error: you must specify at least one command for the container')
  if (dashAt === undefined) io.err(`${path} [POD] [COMMAND] is DEPRECATED and will be removed in a future version. Use ${path} [POD] -- [COMMAND] instead.\n`)
  const pod = await podOf(call, word)
  const container = await chooseContainer(call, pod, { quiet: flags.bool('quiet') })
  const stdin = flags.bool('stdin')
  const wantsTty = flags.bool('tty') && stdin
  if (wantsTty && !io.stdinIsTty) io.err('Unable to use a TTY - input is not a terminal or the right kind of file\n')
  const code = await runRemote(call, { pod, container, subresource: 'exec', command, stdin, tty: wantsTty && io.stdinIsTty })
  if (code !== 0) throw new CliError(`command terminated with exit code ${code}`, code)
}
