import type { CommandCall } from '../../command.ts'
import { textAt } from '../../json.ts'
import { oneName } from './one-name.ts'

/** `create token NAME`, and `oc serviceaccounts get-token NAME`: prints a token with which requests come from that account. */
export async function accountToken(call: CommandCall): Promise<void> {
  const name = oneName(call)
  const seconds = call.flags.has('duration') ? Math.round(call.flags.duration('duration') / 1000) : 0
  const { namespace } = await call.target()
  const { api } = await call.cluster()
  const answer = await api.call({
    method: 'POST', path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/serviceaccounts/${encodeURIComponent(name)}/token`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: seconds > 0 ? { expirationSeconds: seconds } : {} },
  })
  call.io.out(`${textAt(answer, 'status', 'token')}${call.path.endsWith('get-token') ? '' : '\n'}`)
}
