import type { Clock } from '../clock.ts'
import type { HopRequest, HopResponse } from '../images/image.ts'
import { createMixerApi } from './metrics/mixer-api.ts'
import { Registry, type SetState } from './metrics/registry.ts'
import type { Hop, ProxyStats, Span, Telemetry } from './telemetry.ts'

/** What the telemetry of a lab remembers. */
export interface TelemetryState {
  readonly sets: readonly SetState[]
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
  /** Service Graph: /graph, /dotgraph, /node. Not the pictures. */
  readonly serviceGraphApi: TelemetryApi
  /** The mixer's own metrics: /metrics on port 42422, statistics of the proxies on 9102. */
  readonly mixerApi: TelemetryApi
  snapshot(): TelemetryState
  stop(): void
}

/** Counts every hop by its labels. */
export function createTelemetry({ state }: TelemetryOptions): LabTelemetry {
  const registry = new Registry(state?.sets)
  let stats: ProxyStats = { read: () => [] }

  return {
    hop: (hop: Hop) => registry.record(hop),
    span(_span: Span) {},
    watch(next) {
      stats = next
    },
    prometheusApi: () => Promise.resolve(undefined),
    jaegerApi: () => Promise.resolve(undefined),
    serviceGraphApi: () => Promise.resolve(undefined),
    mixerApi: createMixerApi({ registry, stats: () => stats.read() }),
    snapshot: () => ({ sets: registry.snapshot() }),
    stop() {},
  }
}
