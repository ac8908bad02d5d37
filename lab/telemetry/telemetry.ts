/** One request from one workload to another, as the client's proxy saw it. The mesh emits exactly one per hop. */
export interface Hop {
  readonly atMs: number
  readonly durationMs: number
  /** App label and namespace of the caller; the ingress calls itself `ingress` with version `unknown`. */
  readonly source: WorkloadName
  readonly destination: WorkloadName
  readonly responseCode: number
  readonly requestBytes: number
  readonly responseBytes: number
  /** Envoy's short code for a failure made in the proxy (UO, UH, UT, FI, DI, RL …), or `-`. */
  readonly responseFlags: string
}

export interface WorkloadName {
  readonly app: string
  readonly namespace: string
  readonly version: string
  /** Deployment name, e.g. `reviews-v3`; the app where there is none. */
  readonly workload: string
}

/** Times are milliseconds since the epoch with fractions; ids are lower-case hex as in B3 headers. */
export interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly service: string
  readonly operation: string
  readonly kind: 'client' | 'server'
  readonly startMs: number
  readonly durationMs: number
  readonly tags: Readonly<Record<string, string>>
}

/** A gauge or counter that a proxy exports under Envoy's statsd name. */
export interface ProxyStat {
  readonly name: string
  readonly value: number
}

/** Where the mesh reports. Implementations never throw. */
export interface Telemetry {
  hop(hop: Hop): void
  span(span: Span): void
}

/** Read by the scraper every five seconds. */
export interface ProxyStats {
  read(): readonly ProxyStat[]
}
