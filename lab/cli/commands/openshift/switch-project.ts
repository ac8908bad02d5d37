import type { CommandCall } from '../../command.ts'
import { editKubeconfig, entryOf, withCurrentContext, withEntry } from '../../config/edit-kubeconfig.ts'
import { contextNickname } from '../../config/nickname.ts'
import { textAt } from '../../json.ts'

/** Makes a project the one that commands work in: a context of its own for the cluster and user in use. Resolves to that context's name. */
export async function switchProject(call: CommandCall, namespace: string): Promise<string> {
  const config = await call.kubeconfig()
  const { contextName } = await call.target()
  const current = config.contexts.find(({ name }) => name === contextName)
  const cluster = textAt(current?.body, 'cluster')
  const user = textAt(current?.body, 'user')
  const name = contextNickname({ namespace, cluster, user })
  await editKubeconfig(call.io, call.flags.text('kubeconfig'), (raw) => {
    const body = { ...entryOf(raw, 'context', name), cluster, namespace, user }
    return withCurrentContext(withEntry(raw, 'context', { name, body }), name)
  })
  return name
}
