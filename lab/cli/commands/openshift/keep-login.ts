import type { CommandCall } from '../../command.ts'
import { editKubeconfig, entryOf, withCurrentContext, withEntry } from '../../config/edit-kubeconfig.ts'
import { clusterNickname, contextNickname } from '../../config/nickname.ts'
import type { Target } from '../../config/target.ts'
import { listAt, textAt } from '../../json.ts'

/** Writes cluster, user and context of a login into the kubeconfig and makes that context the current one. */
export async function keepLogin(call: CommandCall, { server, token, tls }: Target, { user, namespace }: { readonly user: string; readonly namespace: string }): Promise<void> {
  await editKubeconfig(call.io, call.flags.text('kubeconfig'), (raw) => {
    // A cluster that is known by another name keeps it.
    const known = listAt(raw, 'clusters').find((entry) => textAt(entry, 'cluster', 'server') === server)
    const cluster = textAt(known, 'name') || clusterNickname(server)
    const userEntry = known === undefined ? `${user}/${cluster}` : user
    const name = contextNickname({ namespace, cluster, user: userEntry })
    const body = { ...entryOf(raw, 'cluster', cluster), server, ...(tls.skipVerify && server.startsWith('https:') ? { 'insecure-skip-tls-verify': true } : {}) }
    const withCluster = withEntry(raw, 'cluster', { name: cluster, body })
    const withUser = withEntry(withCluster, 'user', { name: userEntry, body: { ...entryOf(raw, 'user', userEntry), token } })
    const context = { cluster, ...(namespace === '' ? {} : { namespace }), user: userEntry }
    return withCurrentContext(withEntry(withUser, 'context', { name, body: context }), name)
  })
}
