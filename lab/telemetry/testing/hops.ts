import type { Hop, WorkloadName } from '../telemetry.ts'

/** `reviews-v3` as the mesh names it; without a version, as the ingress. */
export function workload(name: string): WorkloadName {
  const [app = name, version = 'unknown'] = name.split('-')
  return { app, namespace: 'istio-system', version, workload: name }
}

/** A request that took 12.5 ms and was answered with 200, from the product page to reviews v1, unless told otherwise. */
export function hop(more: Partial<Hop> = {}): Hop {
  return { atMs: 0, durationMs: 12.5, source: workload('productpage-v1'), destination: workload('reviews-v1'), responseCode: 200, requestBytes: 0, responseBytes: 295, responseFlags: '-', ...more }
}
