import type { Clock } from '../clock.ts'
import { type Labels, labelsKey } from './labels/labels.ts'
import { mixerFamilies } from './metrics/families.ts'
import { mixerLabels } from './metrics/hop-labels.ts'
import { createMetricSet, record, type MetricSet } from './metrics/metric-set.ts'
import type { Hop, Span, Telemetry } from './telemetry.ts'

/** What the telemetry of a lab remembers. */
export interface TelemetryState {
  readonly sets: readonly { readonly labels: Labels; readonly cells: readonly (readonly number[])[] }[]
}

export interface TelemetryOptions {
  readonly clock: Clock
  /** From `LabTelemetry.snapshot()`. */
  readonly state?: TelemetryState
}

/** What a lab's mesh reports, kept for those who ask. */
export interface LabTelemetry extends Telemetry {
  snapshot(): TelemetryState
  stop(): void
}

/** Counts every hop by its labels. */
export function createTelemetry({ state }: TelemetryOptions): LabTelemetry {
  const sets = new Map<string, MetricSet>()
  for (const { labels, cells } of state?.sets ?? []) {
    sets.set(labelsKey(labels), { labels, families: mixerFamilies, cells: cells.map((row) => Float64Array.from(row)) })
  }

  function setOf(labels: Labels): MetricSet {
    const key = labelsKey(labels)
    const found = sets.get(key) ?? createMetricSet(mixerFamilies, labels)
    sets.set(key, found)
    return found
  }

  return {
    hop: (hop: Hop) => record(setOf(mixerLabels(hop)), hop),
    span(_span: Span) {},
    snapshot: () => ({ sets: [...sets.values()].map(({ labels, cells }) => ({ labels, cells: cells.map((row) => [...row]) })) }),
    stop() {},
  }
}
