import { defineKind, type Column, type Kind } from '../kind.ts'
import { read, readList, text } from '../read.ts'
import { formatCores, parseQuantity } from '../quantity.ts'

const windowColumn: Column = { name: 'Window', value: (metrics) => text(read(metrics, 'window')) }

const usage = (name: string, resource: 'cpu' | 'memory', format: (sum: number) => string): Column => ({
  name,
  value: (metrics) => {
    const parts = metrics['containers'] === undefined ? [metrics] : readList(metrics, 'containers')
    return format(parts.reduce((sum: number, part) => sum + (parseQuantity(read(part, 'usage', resource)) ?? 0), 0))
  },
})

const columns = [usage('CPU', 'cpu', formatCores), usage('Memory', 'memory', (bytes) => `${Math.round(bytes / 1024)}Ki`), windowColumn]

/** What `kubectl top` reads. Computed at each request, never stored. */
export const podMetricsKind: Kind = defineKind({ kind: 'PodMetrics', plural: 'pods', singular: 'pod', in: ['metrics.k8s.io/v1beta1'], columns, computed: true })
export const nodeMetricsKind: Kind = defineKind({ kind: 'NodeMetrics', plural: 'nodes', singular: 'node', cluster: true, in: ['metrics.k8s.io/v1beta1'], columns, computed: true })
