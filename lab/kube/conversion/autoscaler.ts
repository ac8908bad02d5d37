import type { KubeObject } from '../object.ts'
import { read, readList, readRecord } from '../read.ts'

/** HorizontalPodAutoscaler autoscaling/v1, which knows CPU only, → v2. */
export function autoscalerFromV1(autoscaler: KubeObject): KubeObject {
  const { targetCPUUtilizationPercentage: target, ...spec } = readRecord(autoscaler, 'spec')
  const { currentCPUUtilizationPercentage: current, ...status } = readRecord(autoscaler, 'status')
  const metrics = target === undefined ? {} : { metrics: [cpu({ target: { type: 'Utilization', averageUtilization: target } })] }
  const currentMetrics = current === undefined ? {} : { currentMetrics: [cpu({ current: { averageUtilization: current } })] }
  return { ...autoscaler, spec: { ...metrics, ...spec }, ...(autoscaler.status ? { status: { ...currentMetrics, ...status } } : {}) }
}

/** v2 → v1; metrics other than CPU are left out, as v1 cannot say them. */
export function autoscalerToV1(autoscaler: KubeObject): KubeObject {
  const { metrics: _metrics, behavior: _behavior, ...spec } = readRecord(autoscaler, 'spec')
  const { currentMetrics: _current, conditions: _conditions, ...status } = readRecord(autoscaler, 'status')
  const target = cpuPercent(readList(autoscaler, 'spec', 'metrics'), 'target')
  const current = cpuPercent(readList(autoscaler, 'status', 'currentMetrics'), 'current')
  return {
    ...autoscaler,
    spec: { ...spec, ...(target === undefined ? {} : { targetCPUUtilizationPercentage: target }) },
    ...(autoscaler.status ? { status: { ...status, ...(current === undefined ? {} : { currentCPUUtilizationPercentage: current }) } } : {}),
  }
}

/** The CPU percentage in a list of v2 metrics: of `target` in a spec, of `current` in a status. */
export function cpuPercent(metrics: readonly unknown[], part: 'target' | 'current'): number | undefined {
  const metric = metrics.find((one) => read(one, 'resource', 'name') === 'cpu')
  const value = read(metric, 'resource', part, 'averageUtilization')
  return typeof value === 'number' ? value : undefined
}

function cpu(part: Readonly<Record<string, unknown>>): unknown {
  return { type: 'Resource', resource: { name: 'cpu', ...part } }
}
