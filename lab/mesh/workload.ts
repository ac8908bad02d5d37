import type { ClusterReader, KubeObject } from '../kube/object.ts'
import { read, text } from '../kube/read.ts'
import type { WorkloadName } from '../telemetry/telemetry.ts'
import { podId, type Directory } from './directory.ts'
import type { Labels } from './model.ts'
import { podRole, type PodRole } from './pod-role.ts'

/** A pod as the mesh names it. */
export interface Workload {
  readonly id: string
  readonly name: WorkloadName
  readonly namespace: string
  readonly labels: Labels
  /** The principal of its certificate, e.g. `cluster.local/ns/default/sa/bookinfo-productpage`. */
  readonly principal: string
  /** What its spans are filed under: Envoy's service cluster. */
  readonly tracedAs: string
  readonly proxy: PodRole
  /** Full names of the services it belongs to. */
  services(): readonly string[]
}

/** Reads a pod. Its labels and containers never change, so the result holds for the pod's life. */
export function workloadOf(pod: KubeObject, { cluster, directory }: { readonly cluster: ClusterReader; readonly directory: Directory }): Workload {
  const { namespace = 'default', labels = {} } = pod.metadata
  const id = podId(pod)
  const proxy = podRole(pod)
  const workload = deploymentOf(pod, cluster)
  const app = appOf(labels, workload, proxy === 'gateway')
  const account = text(read(pod, 'spec', 'serviceAccountName')) || 'default'
  return {
    id,
    name: { app, namespace, version: labels['version'] ?? 'unknown', workload },
    namespace,
    labels,
    principal: `cluster.local/ns/${namespace}/sa/${account}`,
    tracedAs: proxy === 'gateway' ? (labels['app'] ?? workload) : app,
    proxy,
    services: () => directory.servicesOf(id),
  }
}

/** The ingress as it is known where no pod of it runs. */
export const standInGateway: Workload = {
  id: 'ingress',
  name: { app: 'ingress', namespace: 'istio-system', version: 'unknown', workload: 'istio-ingress' },
  namespace: 'istio-system',
  labels: { istio: 'ingress' },
  principal: 'cluster.local/ns/istio-system/sa/istio-ingress-service-account',
  tracedAs: 'istio-ingress',
  proxy: 'gateway',
  services: () => ['istio-ingress.istio-system.svc.cluster.local'],
}

/** Mixer 0.6.0 names a source by its label `app`; the ingress has only `istio: ingress` and goes by that. */
function appOf(labels: Labels, workload: string, gateway: boolean): string {
  return labels['app'] ?? (gateway ? labels['istio'] : undefined) ?? workload
}

function deploymentOf(pod: KubeObject, cluster: ClusterReader): string {
  const owner = pod.metadata.ownerReferences?.find((one) => one.controller !== false)
  if (!owner) return pod.metadata.name
  if (owner.kind !== 'ReplicaSet') return owner.name
  const set = cluster.get('apps/replicasets', pod.metadata.namespace, owner.name)
  return set?.metadata.ownerReferences?.[0]?.name ?? owner.name.replace(/-[^-]+$/, '')
}
