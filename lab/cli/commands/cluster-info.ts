import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import { isObject, listAt, textAt } from '../json.ts'

/** `cluster-info`: where the API server is, and services that belong to the cluster itself. */
export async function clusterInfo(call: CommandCall): Promise<void> {
  if (call.args[0] === 'dump') throw new CliError('error: cluster-info dump is not built in here; get all -A -o yaml shows the same objects')
  const { api, target } = await call.cluster()
  const list = await api.get('/api/v1/namespaces/kube-system/services', { labelSelector: 'kubernetes.io/cluster-service=true' })
  const colour = (code: string, text: string) => (call.io.stdoutIsTty ? `\u001B[${code}m${text}\u001B[0m` : text)
  const line = (name: string, address: string) => call.io.out(`${colour('0;32', name)} is running at ${colour('0;33', address)}\n`)
  line('Kubernetes control plane', target.server)
  for (const service of listAt(list, 'items').filter(isObject)) {
    const name = textAt(service, 'metadata', 'name')
    line(textAt(service, 'metadata', 'labels', 'kubernetes.io/name') || name, `${target.server}/api/v1/namespaces/kube-system/services/${name}/proxy`)
  }
  call.io.out(`\nTo further debug and diagnose cluster problems, use '${call.program} cluster-info dump'.\n`)
}
