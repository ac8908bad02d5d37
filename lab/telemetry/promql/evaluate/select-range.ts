import type { SampleSeries } from '../../storage/series.ts'
import type { RangeSelector, Subquery } from '../syntax/ast.ts'
import { type Context, type Grid, shiftedTime, timeAt } from './context.ts'
import { has, type Row, valueAt } from './row.ts'
import type { Windows } from './windows.ts'

/** Evaluates the inside of a subquery on its own grid. */
type EvaluateRows = (context: Context) => readonly Row[]

export function selectRange({ selector, rangeMs }: RangeSelector, context: Context): Windows {
  const ends = Array.from({ length: context.grid.count }, (_, step) => shiftedTime(selector, context, step))
  const series = context.source.select(selector.matchers, (ends[0] ?? 0) - rangeMs, ends.at(-1) ?? 0)
  spend(context, series, rangeMs)
  return { series, rangeMs, ends }
}

/** The steps of a subquery stand at multiples of its step, wherever the query begins. */
export function selectSubquery(subquery: Subquery, context: Context, evaluateRows: EvaluateRows): Windows {
  const { rangeMs } = subquery
  const stepMs = subquery.stepMs ?? context.evaluationIntervalMs
  const ends = Array.from({ length: context.grid.count }, (_, step) => shiftedTime(subquery, context, step))
  const startMs = Math.ceil(((ends[0] ?? 0) - rangeMs) / stepMs) * stepMs
  const count = Math.floor(((ends.at(-1) ?? 0) - startMs) / stepMs) + 1
  if (count <= 0) return { series: [], rangeMs, ends }
  const grid: Grid = { startMs, stepMs, count }
  context.budget.spend(count)
  const series = evaluateRows({ ...context, grid }).map((row) => toSamples(row, grid))
  spend(context, series, rangeMs)
  return { series, rangeMs, ends }
}

function toSamples(row: Row, grid: Grid): SampleSeries {
  const times: number[] = []
  const values: number[] = []
  for (let step = 0; step < grid.count; step += 1) {
    if (!has(row, step)) continue
    times.push(timeAt(grid, step))
    values.push(valueAt(row, step))
  }
  return { labels: row.labels, times, values, goneAt: [] }
}

/** Each step looks at all samples of its window again. */
function spend({ budget, grid }: Context, series: readonly SampleSeries[], rangeMs: number): void {
  for (const { times } of series) {
    const spanMs = Math.max(1, (times.at(-1) ?? 0) - (times[0] ?? 0))
    const perWindow = Math.min(1, rangeMs / spanMs) * times.length
    budget.spend(times.length + Math.round(grid.count * perWindow))
    budget.reserve(1, grid.count)
  }
}
