import type { ClusterPolicy } from '../model.ts'

/** Envoy's defaults, as Istio 0.6.0 leaves them. */
export const defaultPolicy: ClusterPolicy = {
  balance: { kind: 'round-robin' },
  maxConnections: 1024,
  maxPending: 1024,
  maxRequests: Infinity,
  maxRetries: 3,
}
