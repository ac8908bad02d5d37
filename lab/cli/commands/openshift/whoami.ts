import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { userName } from './projects-api.ts'

/** `oc whoami`: the user, or with a flag the token, the context or the server in use. */
export async function whoami(call: CommandCall): Promise<void> {
  const { flags, io } = call
  const target = await call.target()
  if (flags.bool('show-token')) {
    if (target.token === '') throw new CliError('error: no token is currently in use for this session')
    return io.out(`${target.token}\n`)
  }
  if (flags.bool('show-context')) return io.out(`${target.contextName}\n`)
  if (flags.bool('show-server')) return io.out(`${target.server}\n`)
  if (flags.bool('show-console')) throw new CliError('error: this cluster has no web console; its pages are the tabs beside the terminal')
  io.out(`${await userName(await call.cluster())}\n`)
}
