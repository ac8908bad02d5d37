import type { SampleSeries } from '../../storage/series.ts'
import type { VectorSelector } from '../syntax/ast.ts'
import { type Context, shiftedTime } from './context.ts'
import { emptyRow, isEmpty, put, type Row } from './row.ts'

/** What is taken of a sample. */
export type Take = (series: SampleSeries, at: number) => number

const theValue: Take = ({ values }, at) => values[at] ?? Number.NaN

/** The latest sample of each series in each step, unless it is older than the look-back or the series has gone since. */
export function selectInstant(selector: VectorSelector, context: Context, take: Take = theValue): readonly Row[] {
  const { grid, lookbackMs, source, budget } = context
  const first = shiftedTime(selector, context, 0)
  const last = shiftedTime(selector, context, grid.count - 1)
  const rows: Row[] = []
  for (const series of source.select(selector.matchers, first - lookbackMs, last)) {
    budget.spend(series.times.length)
    budget.reserve(1, grid.count)
    const row = emptyRow(series.labels, grid.count)
    let at = -1
    for (let step = 0; step < grid.count; step += 1) {
      const time = shiftedTime(selector, context, step)
      while ((series.times[at + 1] ?? Infinity) <= time) at += 1
      const sampleTime = series.times[at]
      if (sampleTime !== undefined && sampleTime >= time - lookbackMs && !isGone(series.goneAt, sampleTime, time)) put(row, step, take(series, at))
    }
    if (!isEmpty(row)) rows.push(row)
  }
  return rows
}

function isGone(goneAt: readonly number[], sinceMs: number, time: number): boolean {
  return goneAt.some((gone) => gone > sinceMs && gone <= time)
}
