import type { CommandCall } from '../../command.ts'
import { isObject, listAt, textAt } from '../../json.ts'
import type { JsonObject } from '../../json.ts'
import { TabWriter } from '../../output/tab-writer.ts'

/** `istioctl proxy-status`: every proxy of the mesh, and whether it has the rules that are stored. In a lab it always has. */
export async function proxyStatus(call: CommandCall): Promise<void> {
  const { api } = await call.cluster()
  const pods = listAt(await api.get('/api/v1/pods'), 'items').filter(isObject)
  const pilot = pods.find((pod) => textAt(pod, 'metadata', 'labels', 'istio') === 'pilot' || textAt(pod, 'metadata', 'labels', 'app') === 'istiod')
  const pilotName = textAt(pilot, 'metadata', 'name') || '<none>'
  const rows = pods.flatMap((pod) => {
    const proxy = listAt(pod, 'spec', 'containers').find((container) => /(^|\/)istio\/proxy/.test(textAt(container, 'image')))
    if (proxy === undefined) return []
    const state = isRunning(pod) && pilot !== undefined ? 'SYNCED' : 'NOT SENT'
    return [[`${textAt(pod, 'metadata', 'name')}.${textAt(pod, 'metadata', 'namespace')}`, state, state, state, state, pilotName, textAt(proxy, 'image').split(':').at(-1) ?? ''].join('\t')]
  })
  if (rows.length === 0) return call.io.err('No proxies found: no pod has one. istioctl kube-inject adds it.\n')
  call.io.out(new TabWriter({ minimum: 0, padding: 5 }).write(['NAME\tCDS\tLDS\tEDS\tRDS\tPILOT\tVERSION', ...rows]))
}

function isRunning(pod: JsonObject): boolean {
  return textAt(pod, 'status', 'phase') === 'Running'
}
