import { labelsKey, metricName, valueOf, withoutLabels } from '../../labels/labels.ts'
import { emptyRow, has, isEmpty, put, type Row, valueAt } from '../evaluate/row.ts'
import { vector } from '../evaluate/value.ts'
import type { FunctionInput, FunctionTable } from './function-input.ts'

export const histogramFunctions: FunctionTable = { histogram_quantile: histogramQuantile }

interface Bucket {
  readonly bound: number
  readonly row: Row
}

const apart: ReadonlySet<string> = new Set([metricName, 'le'])

function histogramQuantile({ context, scalar, vector: rowsOf }: FunctionInput) {
  const q = scalar(0)
  const results = [...histogramsOf(rowsOf(1)).values()].map(({ row, buckets }) => {
    for (let step = 0; step < context.grid.count; step += 1) {
      const there = buckets.filter((bucket) => has(bucket.row, step))
      if (there.length > 0) put(row, step, bucketQuantile(q[step] ?? Number.NaN, there.map((bucket) => ({ bound: bucket.bound, count: valueAt(bucket.row, step) }))))
    }
    return row
  })
  return vector(results.filter((row) => !isEmpty(row)))
}

/** Rows that differ in `le` only, by their bounds. */
function histogramsOf(rows: readonly Row[]): ReadonlyMap<string, { readonly row: Row; readonly buckets: readonly Bucket[] }> {
  const histograms = new Map<string, { readonly row: Row; readonly buckets: Bucket[] }>()
  for (const row of rows) {
    const bound = parseBound(valueOf(row.labels, 'le'))
    if (bound === undefined) continue
    const labels = withoutLabels(row.labels, apart)
    const key = labelsKey(labels)
    const histogram = histograms.get(key) ?? { row: emptyRow(labels, row.values.length), buckets: [] }
    histograms.set(key, histogram)
    histogram.buckets.push({ bound, row })
  }
  for (const { buckets } of histograms.values()) buckets.sort((a, b) => a.bound - b.bound || 0)
  return histograms
}

function parseBound(text: string): number | undefined {
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text)
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined
}

interface Count {
  readonly bound: number
  readonly count: number
}

/** Linear inside a bucket; buckets come in the order of their bounds. */
function bucketQuantile(q: number, all: readonly Count[]): number {
  if (Number.isNaN(q)) return Number.NaN
  if (q < 0) return -Infinity
  if (q > 1) return Infinity
  const buckets = monotonic(coalesce(all))
  const last = buckets.at(-1)
  if (last?.bound !== Infinity || buckets.length < 2 || last.count === 0) return Number.NaN
  const rank = q * last.count
  const found = buckets.findIndex(({ count }) => count >= rank)
  if (found === -1 || found === buckets.length - 1) return buckets.at(-2)?.bound ?? Number.NaN
  const bucket = buckets[found] ?? last
  if (found === 0 && bucket.bound <= 0) return bucket.bound
  const below = buckets[found - 1] ?? { bound: 0, count: 0 }
  return below.bound + (bucket.bound - below.bound) * ((rank - below.count) / (bucket.count - below.count))
}

/** Buckets of equal bounds are one. */
function coalesce(buckets: readonly Count[]): readonly Count[] {
  const joined: Count[] = []
  for (const bucket of buckets) {
    const last = joined.at(-1)
    if (last?.bound === bucket.bound) joined[joined.length - 1] = { bound: bucket.bound, count: last.count + bucket.count }
    else joined.push(bucket)
  }
  return joined
}

/** Rates of buckets scraped in the midst of a change can fall; a sum of them must not. */
function monotonic(buckets: readonly Count[]): readonly Count[] {
  let most = -Infinity
  return buckets.map(({ bound, count }) => {
    most = count > most ? count : most
    return { bound, count: most }
  })
}
