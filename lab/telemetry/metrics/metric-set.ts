import { type Labels, metricName, withLabel } from '../labels/labels.ts'
import type { Family, Measured } from './families.ts'

/** The counters and histograms of one label set. */
export interface MetricSet {
  readonly labels: Labels
  readonly families: readonly Family[]
  /** One row per family: a counter has one cell; a histogram the count of each bucket alone (the last is +Inf) and then the sum. */
  readonly cells: readonly Float64Array[]
}

/** A family with bounds b₁…bₙ exports n + 3 samples: a bucket for each bound and +Inf, sum and count. */
export function createMetricSet(families: readonly Family[], labels: Labels): MetricSet {
  return { labels, families, cells: families.map(({ bounds }) => new Float64Array(bounds ? bounds.length + 2 : 1)) }
}

export function record(set: MetricSet, request: Measured): void {
  for (const [index, family] of set.families.entries()) {
    const cells = set.cells[index]
    if (!cells) continue
    const amount = family.measure(request)
    if (!family.bounds) add(cells, 0, amount)
    else {
      add(cells, bucketOf(family.bounds, amount), 1)
      add(cells, cells.length - 1, amount)
    }
  }
}

/** The series of a set, in the order in which `sampleValues` gives their values. */
export function sampleLabels(set: MetricSet): readonly Labels[] {
  return set.families.flatMap((family) => {
    const named = (suffix: string) => withLabel(set.labels, metricName, `${family.name}${suffix}`)
    if (!family.bounds) return [named('')]
    const bucket = named('_bucket')
    return [...[...family.bounds, Infinity].map((bound) => withLabel(bucket, 'le', formatBound(bound))), named('_sum'), named('_count')]
  })
}

export function sampleValues(set: MetricSet): readonly number[] {
  return set.families.flatMap((family, index) => {
    const cells = [...(set.cells[index] ?? [])]
    if (!family.bounds) return cells
    const sum = cells.pop() ?? 0
    let below = 0
    const cumulative = cells.map((count) => (below += count))
    return [...cumulative, sum, below]
  })
}

function bucketOf(bounds: readonly number[], amount: number): number {
  const found = bounds.findIndex((bound) => amount <= bound)
  return found === -1 ? bounds.length : found
}

function add(cells: Float64Array, index: number, amount: number): void {
  cells[index] = (cells[index] ?? 0) + amount
}

/** As the mixer's Prometheus adapter writes `le`: Go's shortest form (1e+06), +Inf at the end. */
function formatBound(bound: number): string {
  if (bound === Infinity) return '+Inf'
  return bound >= 1e6 ? bound.toExponential().replace(/e\+(\d)$/, 'e+0$1') : String(bound)
}
