import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import { podOf } from '../resources/pods.ts'
import { chooseContainer } from './exec/choose-container.ts'
import { runRemote } from './exec/run-remote.ts'

/** `attach`: what the program of a container writes from now on. */
export async function attach(call: CommandCall): Promise<void> {
  const { args, flags, io } = call
  const [word, more] = args
  if (word === undefined) throw new CliError('error: at least 1 argument is required for attach')
  if (more !== undefined) throw new CliError(`error: expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`)
  const pod = await podOf(call, word)
  const container = await chooseContainer(call, pod, { quiet: flags.bool('quiet') })
  if (!flags.bool('quiet')) io.err("If you don't see a command prompt, try pressing enter.\n")
  const stdin = flags.bool('stdin')
  const code = await runRemote(call, { pod, container, subresource: 'attach', command: [], stdin, tty: flags.bool('tty') && stdin && io.stdinIsTty })
  if (code !== 0) throw new CliError(`command terminated with exit code ${code}`, code)
}
