import type { KubeObject } from '../kube/object.ts'
import { read, readList } from '../kube/read.ts'

/** What a pod is to the mesh: `gateway` takes requests from outside, `sidecar` has a proxy beside it, `none` is outside the mesh. */
export type PodRole = 'gateway' | 'sidecar' | 'none'

const gatewayLabels: ReadonlySet<unknown> = new Set(['ingress', 'ingressgateway'])

export function podRole(pod: KubeObject): PodRole {
  if (gatewayLabels.has(pod.metadata.labels?.['istio'])) return 'gateway'
  // Newer clusters run the sidecar as an init container that stays.
  const containers = [...readList(pod, 'spec', 'containers'), ...readList(pod, 'spec', 'initContainers')]
  return containers.some((container) => read(container, 'name') === 'istio-proxy') ? 'sidecar' : 'none'
}
