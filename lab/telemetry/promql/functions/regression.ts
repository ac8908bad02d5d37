import { KahanSum } from '../evaluate/kahan-sum.ts'
import type { Window } from '../evaluate/windows.ts'

export interface Line {
  readonly slope: number
  /** At the moment that was asked for. */
  readonly intercept: number
}

/** The straight line that fits the samples of a window best; undefined for fewer than two. */
export function fitLine({ times, values, from, to }: Window, atMs: number): Line | undefined {
  const count = to - from
  if (count < 2) return undefined
  const first = values[from] ?? Number.NaN
  if (allEqual(values, from, to)) return Number.isFinite(first) || Number.isNaN(first) ? { slope: 0, intercept: first } : { slope: Number.NaN, intercept: Number.NaN }
  const [x, y, xy, xx] = [new KahanSum(), new KahanSum(), new KahanSum(), new KahanSum()]
  for (let at = from; at < to; at += 1) {
    const seconds = ((times[at] ?? 0) - atMs) / 1000
    const value = values[at] ?? Number.NaN
    x.add(seconds)
    y.add(value)
    xy.add(seconds * value)
    xx.add(seconds * seconds)
  }
  const slope = (xy.total - (x.total * y.total) / count) / (xx.total - (x.total * x.total) / count)
  return { slope, intercept: y.total / count - (slope * x.total) / count }
}

function allEqual(values: readonly number[], from: number, to: number): boolean {
  for (let at = from + 1; at < to; at += 1) if (values[at] !== values[from]) return false
  return true
}
