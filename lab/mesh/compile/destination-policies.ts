import type { KubeObject } from '../../kube/object.ts'
import type { Balance, ClusterPolicy, ClusterRef, Condition, Labels, OutlierPolicy } from '../model.ts'
import { defaultPolicy } from './default-policy.ts'
import { durationField, field, numberField, recordField, stringsField, textField } from './fields.ts'
import { istioServiceHost } from './istio-service.ts'
import { own } from '../../kube/read.ts'

/** A policy and the clusters and callers that it is for. */
export interface PolicyRule {
  readonly host: string
  readonly labels: Labels
  readonly source?: Extract<Condition, { on: 'source' }>
  readonly policy: ClusterPolicy
}

/** DestinationPolicies (config.istio.io/v1alpha2) in the order in which they win: by `namespace/name`. */
export function compileDestinationPolicies(objects: readonly KubeObject[]): readonly PolicyRule[] {
  return objects.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).flatMap((object) => {
    const namespace = object.metadata.namespace ?? 'default'
    const { spec } = object
    const host = istioServiceHost(field(spec, 'destination'), namespace)
    if (!host) return []
    const source = recordField(spec, 'source')
    const service = istioServiceHost(source, namespace)
    const condition = source ? { source: { on: 'source' as const, labels: stringsField(source, 'labels'), ...(service ? { service } : {}) } } : {}
    return [{ host, labels: stringsField(spec, 'destination', 'labels'), policy: compilePolicy(spec), ...condition }]
  })
}

/** A policy acts on the cluster with exactly its labels, so one for `version: v1` needs a rule that routes to v1. */
export function isFor(rule: PolicyRule, cluster: ClusterRef): boolean {
  const wanted = Object.entries(rule.labels)
  return rule.host === cluster.host && wanted.length === Object.keys(cluster.labels).length && wanted.every(([key, value]) => cluster.labels[key] === value)
}

function keyOf({ metadata }: KubeObject): string {
  return `destination-policy/${metadata.namespace ?? ''}/${metadata.name}`
}

const balances: Readonly<Record<string, Balance>> = {
  ROUND_ROBIN: { kind: 'round-robin' },
  LEAST_CONN: { kind: 'least-request' },
  RANDOM: { kind: 'random' },
}

function compilePolicy(spec: unknown): ClusterPolicy {
  const breaker = recordField(spec, 'circuitBreaker', 'simpleCb')
  return {
    balance: own(balances, textField(spec, 'loadBalancing', 'name') ?? '') ?? defaultPolicy.balance,
    maxConnections: numberField(breaker, 'maxConnections') || defaultPolicy.maxConnections,
    maxPending: numberField(breaker, 'httpMaxPendingRequests') || defaultPolicy.maxPending,
    // Requests in flight are limited for HTTP/2 only; with HTTP/1.1 connections do that.
    maxRequests: defaultPolicy.maxRequests,
    maxRetries: numberField(breaker, 'httpMaxRetries') || defaultPolicy.maxRetries,
    ...(breaker ? { outlier: compileOutlier(breaker) } : {}),
  }
}

/** With a breaker of any kind, Pilot 0.6.0 switches detection on with these defaults; 0 is absent in proto3. */
function compileOutlier(breaker: unknown): OutlierPolicy {
  return {
    consecutiveErrors: numberField(breaker, 'httpConsecutiveErrors') || 5,
    consecutiveGatewayErrors: 0,
    intervalMs: durationField(breaker, 'httpDetectionInterval') || 10_000,
    baseEjectionMs: durationField(breaker, 'sleepWindow') || 30_000,
    maxEjectionPercent: numberField(breaker, 'httpMaxEjectionPercent') || 10,
    panicPercent: 50,
  }
}
