import { labelsRecord } from '../labels/labels.ts'
import { type Grid, timeAt } from '../promql/evaluate/context.ts'
import { has, type Row, valueAt } from '../promql/evaluate/row.ts'
import type { Value } from '../promql/evaluate/value.ts'
import { formatValue } from '../promql/format-value.ts'
import type { SampleSeries } from '../storage/series.ts'

/** Seconds, and the value as a text: JSON has no infinities. */
type SamplePair = readonly [seconds: number, value: string]
type Metric = Readonly<Record<string, string>>

/** `data` of an answered query. */
export type QueryResult =
  | { readonly resultType: 'vector'; readonly result: readonly { readonly metric: Metric; readonly value: SamplePair }[] }
  | { readonly resultType: 'matrix'; readonly result: readonly { readonly metric: Metric; readonly values: readonly SamplePair[] }[] }
  | { readonly resultType: 'scalar' | 'string'; readonly result: SamplePair }

export function instantResult(value: Value, timeMs: number): QueryResult {
  const pair = (text: string): SamplePair => [timeMs / 1000, text]
  switch (value.kind) {
    case 'scalar': return { resultType: 'scalar', result: pair(formatValue(value.values[0] ?? Number.NaN)) }
    case 'string': return { resultType: 'string', result: pair(value.text) }
    case 'matrix': return { resultType: 'matrix', result: value.series.map(samplesOf) }
    case 'vector': return { resultType: 'vector', result: value.rows.map((row) => ({ metric: labelsRecord(row.labels), value: pair(formatValue(valueAt(row, 0))) })) }
  }
}

export function rangeResult(value: Value, grid: Grid): QueryResult {
  if (value.kind === 'vector') return { resultType: 'matrix', result: value.rows.map((row) => ({ metric: labelsRecord(row.labels), values: pairsOf(row, grid) })) }
  const values = value.kind === 'scalar' ? [...value.values] : []
  return { resultType: 'matrix', result: [{ metric: {}, values: values.map((one, step) => [timeAt(grid, step) / 1000, formatValue(one)]) }] }
}

function samplesOf({ labels, times, values }: SampleSeries) {
  return { metric: labelsRecord(labels), values: times.map((time, at): SamplePair => [time / 1000, formatValue(values[at] ?? Number.NaN)]) }
}

function pairsOf(row: Row, grid: Grid): readonly SamplePair[] {
  const pairs: SamplePair[] = []
  for (let step = 0; step < grid.count; step += 1) if (has(row, step)) pairs.push([timeAt(grid, step) / 1000, formatValue(valueAt(row, step))])
  return pairs
}
