import { KahanSum } from '../evaluate/kahan-sum.ts'
import { quantile } from '../evaluate/quantile.ts'
import type { Window } from '../evaluate/windows.ts'

export function countOverTime({ from, to }: Window): number {
  return to - from
}

export function lastOverTime({ values, to }: Window): number {
  return values[to - 1] ?? Number.NaN
}

export function sumOverTime({ values, from, to }: Window): number {
  const sum = new KahanSum()
  for (let at = from; at < to; at += 1) sum.add(values[at] ?? Number.NaN)
  return sum.total
}

/** Runs along as a mean, so that it cannot overflow; an infinity that it has met stays. */
export function avgOverTime({ values, from, to }: Window): number {
  const mean = new KahanSum()
  for (let at = from; at < to; at += 1) {
    const value = values[at] ?? Number.NaN
    const count = at - from + 1
    if (isInfinite(mean.rough) && (Number.isFinite(value) || value === mean.rough)) continue
    mean.add(value / count - mean.rough / count)
  }
  return mean.total
}

export function extremeOverTime(isBetter: (a: number, b: number) => boolean): (window: Window) => number {
  return ({ values, from, to }) => {
    let best = values[from] ?? Number.NaN
    for (let at = from; at < to; at += 1) {
      const value = values[at] ?? Number.NaN
      if (isBetter(value, best) || Number.isNaN(best)) best = value
    }
    return best
  }
}

/** Welford's way. */
export function varianceOverTime({ values, from, to }: Window): number {
  const [mean, squares] = [new KahanSum(), new KahanSum()]
  for (let at = from; at < to; at += 1) {
    const value = values[at] ?? Number.NaN
    const delta = value - mean.total
    mean.add(delta / (at - from + 1))
    squares.add(delta * (value - mean.total))
  }
  return squares.total / (to - from)
}

export function quantileOverTime(q: number, { values, from, to }: Window): number {
  return quantile(q, values.slice(from, to))
}

/** How often neighbours differ in that way. */
export function countNeighbours(differ: (before: number, value: number) => boolean): (window: Window) => number {
  return ({ values, from, to }) => {
    let count = 0
    for (let at = from + 1; at < to; at += 1) if (differ(values[at - 1] ?? Number.NaN, values[at] ?? Number.NaN)) count += 1
    return count
  }
}

interface Smoothing {
  readonly smoothing: number
  readonly trend: number
}

/** Holt-Winters' double exponential smoothing. */
export function smoothOverTime({ smoothing, trend }: Smoothing, { values, from, to }: Window): number | undefined {
  if (to - from < 2) return undefined
  let before = 0
  let smooth = values[from] ?? Number.NaN
  let slope = (values[from + 1] ?? Number.NaN) - smooth
  for (let at = from + 1; at < to; at += 1) {
    if (at > from + 1) slope = trend * (smooth - before) + (1 - trend) * slope
    const next = smoothing * (values[at] ?? Number.NaN) + (1 - smoothing) * (smooth + slope)
    before = smooth
    smooth = next
  }
  return smooth
}

function isInfinite(value: number): boolean {
  return value === Infinity || value === -Infinity
}
