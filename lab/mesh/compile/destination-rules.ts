import type { KubeObject } from '../../kube/object.ts'
import { fullName } from '../directory.ts'
import type { Balance, ClusterPolicy, HashKey, Labels, OutlierPolicy } from '../model.ts'
import { durationField, field, listField, numberField, recordField, stringsField, textField } from './fields.ts'
import { own } from '../../kube/read.ts'

/** What DestinationRules say of one host. */
export interface HostPolicy {
  readonly host: string
  readonly policy: unknown
  readonly subsets: ReadonlyMap<string, { readonly labels: Labels; readonly policy: unknown }>
}

/** DestinationRules by full host, `*.`-hosts under their own name; the oldest wins, subsets of later ones are added. */
export function compileDestinationRules(objects: readonly KubeObject[]): ReadonlyMap<string, HostPolicy> {
  const hosts = new Map<string, HostPolicy>()
  for (const { metadata, spec } of objects.toSorted(byAge)) {
    const written = textField(spec, 'host')
    if (written === undefined) continue
    const host = written.startsWith('*') ? written : fullName(written, metadata.namespace ?? 'default')
    const known = hosts.get(host)
    const subsets = new Map(listField(spec, 'subsets').map((subset) => [textField(subset, 'name') ?? '', { labels: stringsField(subset, 'labels'), policy: field(subset, 'trafficPolicy') }]))
    hosts.set(host, { host, policy: known?.policy ?? field(spec, 'trafficPolicy'), subsets: new Map([...subsets, ...(known?.subsets ?? [])]) })
  }
  return hosts
}

/** A host's own rule, else the one with the longest wildcard that covers it. */
export function hostPolicy(rules: ReadonlyMap<string, HostPolicy>, host: string): HostPolicy | undefined {
  const own = rules.get(host)
  if (own) return own
  const wild = [...rules.values()].filter((rule) => rule.host.startsWith('*') && host.endsWith(rule.host.slice(1)))
  return wild.toSorted((a, b) => b.host.length - a.host.length)[0]
}

/** The policy for a subset and port: the most particular place that says something wins, part by part. */
export function clusterPolicy(rule: HostPolicy, subset: string | undefined, port: number): ClusterPolicy {
  const own = subset === undefined ? undefined : rule.subsets.get(subset)?.policy
  const places = [portPolicy(own, port), own, portPolicy(rule.policy, port), rule.policy]
  const part = (name: string) => places.map((place) => recordField(place, name)).find((found) => found !== undefined)
  const [pool, outlier] = [part('connectionPool'), part('outlierDetection')]
  return {
    balance: compileBalance(part('loadBalancer')),
    maxConnections: numberField(pool, 'tcp', 'maxConnections') || unlimited,
    maxPending: numberField(pool, 'http', 'http1MaxPendingRequests') || unlimited,
    maxRequests: numberField(pool, 'http', 'http2MaxRequests') || unlimited,
    maxRetries: numberField(pool, 'http', 'maxRetries') || unlimited,
    ...(outlier ? { outlier: compileOutlier(outlier) } : {}),
  }
}

export function byAge(a: KubeObject, b: KubeObject): number {
  const difference = Date.parse(a.metadata.creationTimestamp ?? '') - Date.parse(b.metadata.creationTimestamp ?? '')
  return difference || (`${a.metadata.namespace}/${a.metadata.name}` < `${b.metadata.namespace}/${b.metadata.name}` ? -1 : 1)
}

/** Istio's "no limit": the largest 32-bit number. */
const unlimited = 2 ** 32 - 1

const balances: Readonly<Record<string, Balance>> = {
  ROUND_ROBIN: { kind: 'round-robin' },
  RANDOM: { kind: 'random' },
  LEAST_REQUEST: { kind: 'least-request' },
  LEAST_CONN: { kind: 'least-request' },
  PASSTHROUGH: { kind: 'random' },
}

function compileBalance(balancer: unknown): Balance {
  const hash = field(balancer, 'consistentHash')
  const key = hash === undefined ? undefined : hashKey(hash)
  if (key) return { kind: 'hash', key }
  return own(balances, textField(balancer, 'simple') ?? '') ?? { kind: 'least-request' }
}

function hashKey(hash: unknown): HashKey | undefined {
  const header = textField(hash, 'httpHeaderName')
  if (header) return { kind: 'header', name: header.toLowerCase() }
  const cookie = textField(hash, 'httpCookie', 'name')
  if (cookie) return { kind: 'cookie', name: cookie }
  const query = textField(hash, 'httpQueryParameterName')
  if (query) return { kind: 'query', name: query }
  return field(hash, 'useSourceIp') === true ? { kind: 'source' } : undefined
}

function compileOutlier(outlier: unknown): OutlierPolicy {
  const errors = numberField(outlier, 'consecutive5xxErrors') ?? numberField(outlier, 'consecutiveErrors')
  return {
    consecutiveErrors: errors ?? 5,
    consecutiveGatewayErrors: numberField(outlier, 'consecutiveGatewayErrors') ?? 0,
    intervalMs: durationField(outlier, 'interval') || 10_000,
    baseEjectionMs: durationField(outlier, 'baseEjectionTime') || 30_000,
    maxEjectionPercent: numberField(outlier, 'maxEjectionPercent') || 10,
    panicPercent: numberField(outlier, 'minHealthPercent') ?? 0,
  }
}

function portPolicy(policy: unknown, port: number): unknown {
  return listField(policy, 'portLevelSettings').find((one) => numberField(one, 'port', 'number') === port)
}
