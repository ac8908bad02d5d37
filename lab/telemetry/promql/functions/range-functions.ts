import { type Labels, metricName, valueOf, withoutName } from '../../labels/labels.ts'
import { labelsKey } from '../../labels/labels.ts'
import { timeAt } from '../evaluate/context.ts'
import type { Row } from '../evaluate/row.ts'
import { vector } from '../evaluate/value.ts'
import { overWindows, type Window, type Windows } from '../evaluate/windows.ts'
import { PromqlError } from '../promql-error.ts'
import type { FunctionBody, FunctionInput, FunctionTable } from './function-input.ts'
import { avgOverTime, countNeighbours, countOverTime, extremeOverTime, lastOverTime, quantileOverTime, smoothOverTime, sumOverTime, varianceOverTime } from './over-time.ts'
import { extrapolatedDifference, instantDifference } from './rates.ts'
import { fitLine } from './regression.ts'

type Compute = (window: Window) => number | undefined

/** Functions of samples over a range of time. */
export const rangeFunctions: FunctionTable = {
  rate: plain(extrapolatedDifference({ counter: true, perSecond: true })),
  increase: plain(extrapolatedDifference({ counter: true, perSecond: false })),
  delta: plain(extrapolatedDifference({ counter: false, perSecond: false })),
  irate: plain(instantDifference(true)),
  idelta: plain(instantDifference(false)),
  deriv: plain((window) => fitLine(window, window.times[window.from] ?? 0)?.slope),
  predict_linear: predictLinear,
  changes: plain(countNeighbours((before, value) => before !== value && !(Number.isNaN(before) && Number.isNaN(value)))),
  resets: plain(countNeighbours((before, value) => value < before)),
  count_over_time: plain(countOverTime),
  sum_over_time: plain(sumOverTime),
  avg_over_time: plain(avgOverTime),
  min_over_time: plain(extremeOverTime((a, b) => a < b)),
  max_over_time: plain(extremeOverTime((a, b) => a > b)),
  stdvar_over_time: plain(varianceOverTime),
  stddev_over_time: plain((window) => Math.sqrt(varianceOverTime(window))),
  present_over_time: plain(() => 1),
  last_over_time: ({ windows }) => vector(overWindows(windows(0), (labels) => labels, lastOverTime)),
  quantile_over_time: quantiles,
  holt_winters: holtWinters,
}

function plain(compute: Compute): FunctionBody {
  return ({ windows }) => vector(compareRows(windows(0), compute))
}

function quantiles({ scalar, windows }: FunctionInput) {
  const q = scalar(0)
  return vector(compareRows(windows(1), (window) => quantileOverTime(q[window.step] ?? Number.NaN, window)))
}

function predictLinear({ context, scalar, windows }: FunctionInput) {
  const ahead = scalar(1)
  return vector(compareRows(windows(0), (window) => {
    const line = fitLine(window, timeAt(context.grid, window.step))
    return line && line.slope * (ahead[window.step] ?? Number.NaN) + line.intercept
  }))
}

function holtWinters({ scalar, windows }: FunctionInput) {
  const [smoothing, trend] = [scalar(1), scalar(2)]
  return vector(compareRows(windows(0), (window) => {
    const factors = { smoothing: smoothing[window.step] ?? Number.NaN, trend: trend[window.step] ?? Number.NaN }
    checkFactor('smoothing factor', 'sf', factors.smoothing)
    checkFactor('trend factor', 'tf', factors.trend)
    return smoothOverTime(factors, window)
  }))
}

function checkFactor(name: string, short: string, value: number): void {
  if (value <= 0 || value >= 1) throw new PromqlError('execution', `invalid ${name}. Expected: 0 < ${short} < 1, got: ${value.toFixed(6)}`)
}

/** Rows without names. Series that differ in their names only must not both have a value, at whatever step. */
function compareRows(windows: Windows, compute: Compute): readonly Row[] {
  const rows = overWindows(windows, withoutName, compute)
  if (severalNames(windows.series.map(({ labels }) => labels)) && new Set(rows.map(({ labels }) => labelsKey(labels))).size < rows.length) {
    throw new PromqlError('execution', 'vector cannot contain metrics with the same labelset')
  }
  return rows
}

function severalNames([first, ...others]: readonly Labels[]): boolean {
  return first !== undefined && others.some((labels) => valueOf(labels, metricName) !== valueOf(first, metricName))
}
