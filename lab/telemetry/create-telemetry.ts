import type { Clock } from '../clock.ts'
import type { HopRequest, HopResponse } from '../images/image.ts'
import { createJaegerApi } from './jaeger/jaeger-api.ts'
import { createMixerApi } from './metrics/mixer-api.ts'
import { Registry, type SetState } from './metrics/registry.ts'
import { mixerInfo, statInfo } from './prometheus/metric-info.ts'
import { createPrometheusApi } from './prometheus/prometheus-api.ts'
import { Engine } from './promql/engine.ts'
import { mixerTargets } from './scrape/mixer-targets.ts'
import { Scraper } from './scrape/scraper.ts'
import { createServiceGraphApi } from './service-graph/service-graph-api.ts'
import type { SpanState } from './spans/span-state.ts'
import { SpanStore } from './spans/span-store.ts'
import { Database, type DatabaseState } from './storage/database.ts'
import type { Hop, ProxyStats, Span, Telemetry } from './telemetry.ts'

/** What the telemetry of a lab remembers. */
export interface TelemetryState {
  readonly sets: readonly SetState[]
  readonly samples: DatabaseState
  readonly spans: SpanState
}

export interface TelemetryOptions {
  readonly clock: Clock
  /** From `LabTelemetry.snapshot()`. */
  readonly state?: TelemetryState
}

/** The HTTP side of one program of the lab's telemetry: answers the paths that are its own, `undefined` for all others. Never rejects. */
export type TelemetryApi = (request: HopRequest) => Promise<HopResponse | undefined>

/** What a lab's mesh reports, kept for those who ask. */
export interface LabTelemetry extends Telemetry {
  /** Reads these statistics of proxies with every scrape from now on. */
  watch(stats: ProxyStats): void
  /** Prometheus' API: /api/v1/…, /federate, /-/healthy, /-/ready. Not the page. */
  readonly prometheusApi: TelemetryApi
  /** Jaeger's query API: /api/services, /api/traces, … Not the page. */
  readonly jaegerApi: TelemetryApi
  /** Service Graph: /graph, /dotgraph, /d3graph, /node. Not the pictures. */
  readonly serviceGraphApi: TelemetryApi
  /** The mixer's own metrics: /metrics on port 42422, statistics of the proxies on 9102. */
  readonly mixerApi: TelemetryApi
  snapshot(): TelemetryState
  stop(): void
}

/** Counts every hop, scrapes the counts every five seconds, keeps spans, and answers from what it kept. */
export function createTelemetry({ clock, state }: TelemetryOptions): LabTelemetry {
  const registry = new Registry(state?.sets)
  let watched: ProxyStats = { read: () => [] }
  const stats = () => watched.read()
  const database = new Database({ nowMs: clock.now(), ...(state ? { state: state.samples } : {}) })
  const targets = mixerTargets({ sets: () => registry.sets(), stats })
  const scraper = new Scraper({ clock, database, targets })
  const engine = new Engine(database)
  const spans = new SpanStore(state ? { state: state.spans } : {})

  return {
    hop: (hop: Hop) => registry.record(hop),
    span: (span: Span) => spans.add(span),
    watch(next) {
      watched = next
    },
    prometheusApi: createPrometheusApi({
      clock, engine, targets, source: database, store: database,
      metadata: () => targets.map((target) => ({ target, metrics: target.job === 'envoy' ? statInfo(stats()) : mixerInfo })),
    }),
    jaegerApi: createJaegerApi({ clock, spans }),
    serviceGraphApi: createServiceGraphApi({ clock, engine }),
    mixerApi: createMixerApi({ registry, stats }),
    snapshot: () => ({ sets: registry.snapshot(), samples: database.snapshot(), spans: spans.snapshot() }),
    stop: () => scraper.stop(),
  }
}
