import { type Labels, metricName, withLabel } from '../labels/labels.ts'
import type { Family, Measured } from './families.ts'
import { formatBound } from './format-number.ts'

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
  for (let index = 0; index < set.families.length; index += 1) {
    const family = set.families[index]
    const cells = set.cells[index]
    if (!family || !cells) continue
    const amount = family.measure(request)
    if (!family.bounds) add(cells, 0, amount)
    else {
      add(cells, bucketOf(family.bounds, amount), 1)
      add(cells, cells.length - 1, Math.round(amount * family.parts))
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

/** How finely each of those series is divided. */
export function sampleParts(set: MetricSet): readonly number[] {
  return set.families.flatMap(({ bounds, parts }) => (bounds ? [...bounds.map(() => 1), 1, parts, 1] : [1]))
}

export function sampleValues(set: MetricSet): readonly number[] {
  const values: number[] = []
  for (let index = 0; index < set.families.length; index += 1) {
    const family = set.families[index]
    const cells = set.cells[index]
    if (!family || !cells) continue
    if (!family.bounds) values.push(cells[0] ?? 0)
    else pushHistogram(values, cells, family.parts)
  }
  return values
}

function pushHistogram(values: number[], cells: Float64Array, parts: number): void {
  let below = 0
  for (let bucket = 0; bucket < cells.length - 1; bucket += 1) {
    below += cells[bucket] ?? 0
    values.push(below)
  }
  values.push((cells[cells.length - 1] ?? 0) / parts, below)
}

function bucketOf(bounds: readonly number[], amount: number): number {
  let bucket = 0
  while (amount > (bounds[bucket] ?? Infinity)) bucket += 1
  return bucket
}

function add(cells: Float64Array, index: number, amount: number): void {
  cells[index] = (cells[index] ?? 0) + amount
}
