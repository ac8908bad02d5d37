import type { KubeObject } from '../object.ts'
import { isRecord, number, read, readRecord } from '../read.ts'
import { serviceErrors } from './istio-service.ts'
import { durationErrors } from './values.ts'

const counts = ['maxConnections', 'httpMaxPendingRequests', 'httpMaxRequests', 'httpMaxRequestsPerConnection', 'httpConsecutiveErrors', 'httpMaxRetries']

/** What Pilot 0.6 objects to in a DestinationPolicy. Absent times are allowed here: its own check crashed on them. */
export function destinationPolicyErrors(policy: KubeObject): readonly string[] {
  const spec = readRecord(policy, 'spec')
  const { destination, loadBalancing } = spec
  if (!isRecord(destination)) return ['destination is required in the destination policy']
  const balancing = loadBalancing !== undefined && read(loadBalancing, 'name') === undefined ? ['must set load balancing if specified'] : []
  const breaker = readRecord(spec, 'circuitBreaker', 'simpleCb')
  const ranges = counts.filter((field) => number(breaker[field]) < 0).map((field) => `circuitBreaker ${field} must be in range [0..]`)
  const times = ['sleepWindow', 'httpDetectionInterval'].flatMap((field) => (breaker[field] === undefined ? [] : durationErrors(breaker[field]).map((error) => `circuitBreaker ${field} invalid: ${error}`)))
  const share = number(breaker['httpMaxEjectionPercent'])
  const percent = share < 0 || share > 100 ? [`circuitBreaker httpMaxEjectionPercent invalid: percentage ${share} is not in range 0..100`] : []
  return [...serviceErrors(destination), ...balancing, ...ranges, ...times, ...percent]
}
