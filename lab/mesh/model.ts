/**
 * The one internal model of traffic rules. Every rule family (RouteRule and DestinationPolicy of v1alpha2, VirtualService and
 * DestinationRule, HTTPRoute, Ingress) is compiled into it, and one engine acts on it.
 */

export type Labels = Readonly<Record<string, string>>

/** A test of one text. `never` is what a regular expression becomes that RE2 refuses. */
export type TextTest =
  | { readonly kind: 'exact'; readonly value: string; readonly ignoreCase?: boolean }
  | { readonly kind: 'prefix'; readonly value: string; readonly ignoreCase?: boolean }
  /** A whole path segment prefix, as HTTPRoute means it: `/a` fits `/a` and `/a/b`, not `/ab`. */
  | { readonly kind: 'segments'; readonly value: string }
  | { readonly kind: 'regex'; readonly source: string; matches(value: string): boolean }
  | { readonly kind: 'present' }
  | { readonly kind: 'never' }

/** One thing a request must be for a rule to apply. */
export type Condition =
  | { readonly on: 'path' | 'method' | 'authority' | 'scheme'; readonly test: TextTest }
  | { readonly on: 'header' | 'query'; readonly name: string; readonly test: TextTest; readonly not?: boolean }
  | { readonly on: 'port'; readonly port: number }
  | { readonly on: 'source'; readonly service?: string; readonly namespace?: string; readonly labels: Labels }

/** All conditions must hold. */
export type Match = readonly Condition[]

/** Endpoints that belong together: a service, narrowed by labels. */
export interface ClusterRef {
  /** Full name of the service, e.g. `reviews.default.svc.cluster.local`, or an outside host. */
  readonly host: string
  /** Port of the service; the one the caller used when absent. */
  readonly port?: number
  readonly labels: Labels
  /** Name of the DestinationRule's subset that the labels came from. */
  readonly subset?: string
  /** A subset that no DestinationRule defines: there is no such cluster. */
  readonly missing?: boolean
}

export interface HeaderOps {
  readonly set: Readonly<Record<string, string>>
  readonly add: Readonly<Record<string, string>>
  readonly remove: readonly string[]
}

export interface Target {
  /** Relative to the sum of the route's weights. */
  readonly weight: number
  readonly cluster: ClusterRef
  readonly requestHeaders?: HeaderOps
  readonly responseHeaders?: HeaderOps
}

/** Percentages may have fractions; 0 never happens. */
export interface Fault {
  readonly delay?: { readonly percent: number; readonly ms: number }
  readonly abort?: { readonly percent: number; readonly status: number; readonly grpcStatus?: string }
}

export const retryReasons = ['5xx', 'gateway-error', 'connect-failure', 'refused-stream', 'reset', 'retriable-4xx', 'retriable-status-codes'] as const
export type RetryReason = (typeof retryReasons)[number]

export interface Retries {
  /** Tries after the first. */
  readonly attempts: number
  readonly perTryTimeoutMs?: number
  readonly on: readonly RetryReason[]
  /** For `retriable-status-codes`. */
  readonly statuses: readonly number[]
  readonly backOffMs: number
}

export interface Rewrite {
  /** Replaces the matched prefix, or the whole path if it was matched exactly. */
  readonly uri?: string
  /** Replaces the whole path. */
  readonly path?: string
  readonly regex?: { replace(path: string): string }
  readonly authority?: string
}

export interface Redirect {
  readonly scheme?: string
  readonly authority?: string
  readonly port?: number
  readonly uri?: string
  /** Replaces the matched prefix only. */
  readonly prefix?: string
  readonly status: number
}

export interface Mirror {
  readonly cluster: ClusterRef
  readonly percent: number
}

export interface Cors {
  readonly origins: readonly TextTest[]
  readonly methods: string
  readonly allowHeaders: string
  readonly exposeHeaders: string
  /** Seconds, as the header wants it. */
  readonly maxAge?: string
  readonly credentials: boolean
}

export type RouteAction =
  | { readonly kind: 'forward'; readonly targets: readonly Target[] }
  | { readonly kind: 'redirect'; readonly redirect: Redirect }
  | { readonly kind: 'respond'; readonly status: number; readonly body: string }

export interface Route {
  /** Name of the rule it came from: the operation of its spans. */
  readonly name: string
  /** One of them must fit; a route without any fits every request. */
  readonly matches: readonly Match[]
  readonly action: RouteAction
  readonly fault?: Fault
  /** Spans all tries; no limit when absent. */
  readonly timeoutMs?: number
  readonly retries?: Retries
  readonly rewrite?: Rewrite
  readonly mirrors: readonly Mirror[]
  readonly requestHeaders?: HeaderOps
  readonly responseHeaders?: HeaderOps
  readonly cors?: Cors
}

export type HashKey =
  | { readonly kind: 'header' | 'cookie' | 'query'; readonly name: string }
  | { readonly kind: 'source' }

export type Balance = { readonly kind: 'round-robin' | 'random' | 'least-request' } | { readonly kind: 'hash'; readonly key: HashKey }

/** When a failing endpoint leaves the pool of a calling proxy. Times in milliseconds. */
export interface OutlierPolicy {
  /** Answers of 500 and above in a row; 0 is off. */
  readonly consecutiveErrors: number
  /** Answers of 502, 503 and 504 in a row; 0 is off. */
  readonly consecutiveGatewayErrors: number
  readonly intervalMs: number
  readonly baseEjectionMs: number
  readonly maxEjectionPercent: number
  /** Below this share of healthy endpoints, all of them are used again. */
  readonly panicPercent: number
}

/** How a calling proxy treats one cluster. */
export interface ClusterPolicy {
  readonly balance: Balance
  readonly maxConnections: number
  readonly maxPending: number
  readonly maxRequests: number
  readonly maxRetries: number
  readonly outlier?: OutlierPolicy
}
