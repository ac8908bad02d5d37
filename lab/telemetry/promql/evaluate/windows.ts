import type { SampleSeries } from '../../storage/series.ts'
import type { Labels } from '../../labels/labels.ts'
import { emptyRow, isEmpty, put, type Row } from './row.ts'

/** Samples of series, and which of them each step looks at: those of `rangeMs` up to `ends[step]`, both ends included. */
export interface Windows {
  readonly series: readonly SampleSeries[]
  readonly rangeMs: number
  readonly ends: readonly number[]
}

/** What one step sees of one series. The same object with every step: keep nothing of it. */
export interface Window {
  readonly times: readonly number[]
  readonly values: readonly number[]
  /** The samples are those from `from` up to, but not with, `to`; there is at least one. */
  from: number
  to: number
  startMs: number
  endMs: number
  step: number
}

/** Calls for each step in which the series has a sample. */
export function eachWindow({ times, values }: SampleSeries, { rangeMs, ends }: Windows, visit: (window: Window) => void): void {
  const window: Window = { times, values, from: 0, to: 0, startMs: 0, endMs: 0, step: 0 }
  for (let step = 0; step < ends.length; step += 1) {
    const endMs = ends[step] ?? 0
    window.step = step
    window.endMs = endMs
    window.startMs = endMs - rangeMs
    while ((times[window.to] ?? Infinity) <= endMs) window.to += 1
    while ((times[window.from] ?? Infinity) < window.startMs) window.from += 1
    if (window.from < window.to) visit(window)
  }
}

/** A row for each series, from what the function makes of its windows. */
export function overWindows(windows: Windows, labelsOf: (labels: Labels) => Labels, compute: (window: Window) => number | undefined): readonly Row[] {
  const rows: Row[] = []
  for (const series of windows.series) {
    const row = emptyRow(labelsOf(series.labels), windows.ends.length)
    eachWindow(series, windows, (window) => {
      const value = compute(window)
      if (value !== undefined) put(row, window.step, value)
    })
    if (!isEmpty(row)) rows.push(row)
  }
  return rows
}
