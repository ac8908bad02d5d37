import type { CommandCall } from '../../command.ts'
import { editKubeconfig, entryOf, withEntry } from '../../config/edit-kubeconfig.ts'
import { CliError } from '../../errors.ts'
import { textAt, withoutValue } from '../../json.ts'
import { userName } from './projects-api.ts'

/** `oc logout`: forgets the token of the current user. */
export async function logout(call: CommandCall): Promise<void> {
  const config = await call.kubeconfig()
  const { token, server, contextName } = await call.target()
  if (token === '') throw new CliError('error: You must have a token in order to logout.')
  const name = await userName(await call.cluster())
  const context = config.contexts.find((one) => one.name === contextName)
  const user = textAt(context?.body, 'user')
  await editKubeconfig(call.io, call.flags.text('kubeconfig'), (raw) => {
    const body = entryOf(raw, 'user', user)
    return body === undefined ? raw : withEntry(raw, 'user', { name: user, body: withoutValue(body, ['token']) })
  })
  call.io.out(`Logged "${name}" out on "${server}"\n`)
}
