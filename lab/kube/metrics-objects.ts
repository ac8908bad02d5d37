import type { ClusterReader, KubeObject } from './object.ts'
import type { PodMetrics, PodUsage, Usage } from './pod-metrics.ts'
import { formatCores } from './quantity.ts'
import { timestamp } from './store.ts'

const apiVersion = 'metrics.k8s.io/v1beta1'

/** What the node's own programs use besides the pods, in cores and bytes. */
const nodeBase = { cores: 0.12, bytes: 900 * 2 ** 20 }

/** PodMetrics of every measured pod, by namespace and name. */
export function podMetricsObjects(cluster: ClusterReader, metrics: PodMetrics): readonly KubeObject[] {
  return cluster.list('pods').flatMap((pod) => {
    const measured = metrics.usage(pod)
    return measured ? [podMetricsObject(pod, measured)] : []
  })
}

/** NodeMetrics: the sum of the pods on each node, and what the node needs for itself. */
export function nodeMetricsObjects(cluster: ClusterReader, metrics: PodMetrics, nowMs: number): readonly KubeObject[] {
  return cluster.list('nodes').map((node) => {
    const here = cluster.list('pods').filter((pod) => pod.spec?.['nodeName'] === node.metadata.name)
    const used = here.flatMap((pod) => metrics.usage(pod)?.containers ?? [])
    const sum = (field: 'cores' | 'bytes') => used.reduce((total, one) => total + one[field], nodeBase[field])
    const { creationTimestamp: _, ...metadata } = metadataOf(node, nowMs)
    return { kind: 'NodeMetrics', apiVersion, metadata, timestamp: timestamp(nowMs), window: '15s', usage: quantities({ cores: sum('cores'), bytes: sum('bytes') }) }
  })
}

function podMetricsObject(pod: KubeObject, { atMs, windowMs, containers }: PodUsage): KubeObject {
  return {
    kind: 'PodMetrics',
    apiVersion,
    metadata: metadataOf(pod, atMs),
    timestamp: timestamp(atMs),
    window: `${windowMs / 1000}s`,
    containers: containers.map((one) => ({ name: one.name, usage: quantities(one) })),
  }
}

function metadataOf({ metadata: { name, namespace, labels } }: KubeObject, atMs: number): KubeObject['metadata'] {
  return { name, ...(namespace ? { namespace } : {}), creationTimestamp: timestamp(atMs), ...(labels ? { labels } : {}) }
}

function quantities({ cores, bytes }: Pick<Usage, 'cores' | 'bytes'>): { cpu: string; memory: string } {
  return { cpu: formatCores(cores), memory: `${Math.round(bytes / 1024)}Ki` }
}
