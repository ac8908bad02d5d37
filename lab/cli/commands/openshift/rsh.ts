import type { CommandCall } from '../../command.ts'
import { CliError, usageError } from '../../errors.ts'
import { podOf } from '../../resources/pods.ts'
import { chooseContainer } from '../exec/choose-container.ts'
import { runRemote } from '../exec/run-remote.ts'

/** `oc rsh`: a shell in a container, or one command; a terminal where we have one ourselves. */
export async function rsh(call: CommandCall): Promise<void> {
  const { args, flags, io, path } = call
  const [word, ...command] = args
  if (word === undefined) throw usageError(path, 'rsh requires a single Pod to connect to')
  if (flags.bool('tty') && flags.bool('no-tty')) throw usageError(path, '--tty and --no-tty cannot be specified together')
  const pod = await podOf(call, word)
  const container = await chooseContainer(call, pod, { quiet: false })
  const shell = flags.text('shell')
  const tty = flags.bool('no-tty') ? false : flags.bool('tty') || (command.length === 0 ? io.stdinIsTty : io.stdinIsTty && io.stdoutIsTty)
  const words = command.length > 0 ? command : [shell, '-c', `TERM="${io.env['TERM'] ?? 'xterm'}" ${shell}`]
  const code = await runRemote(call, { pod, container, subresource: 'exec', command: words, stdin: true, tty: tty && io.stdinIsTty })
  if (code !== 0) throw new CliError(`command terminated with exit code ${code}`, code)
}
