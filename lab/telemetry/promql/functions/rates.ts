import type { Window } from '../evaluate/windows.ts'

interface Kind {
  /** Falls are restarts of the counter. */
  readonly counter: boolean
  /** By second. */
  readonly perSecond: boolean
}

/** rate, increase and delta: the difference in the window, stretched to its ends unless the samples stop well before them. */
export function extrapolatedDifference({ counter, perSecond }: Kind): (window: Window) => number | undefined {
  return (window) => {
    const { times, values, from, to, startMs, endMs } = window
    const last = to - 1
    if (last <= from) return undefined
    const [firstTime = 0, lastTime = 0] = [times[from], times[last]]
    const first = values[from] ?? Number.NaN
    const difference = (values[last] ?? Number.NaN) - first + (counter ? restarts(window) : 0)
    const sampled = (lastTime - firstTime) / 1000
    const average = sampled / (last - from)
    let toStart = (firstTime - startMs) / 1000
    const toEnd = (endMs - lastTime) / 1000
    if (counter && difference > 0 && first >= 0) {
      // A counter begins at zero: it cannot have grown for longer than it takes to come from there.
      const toZero = sampled * (first / difference)
      if (toZero < toStart) toStart = toZero
    }
    const threshold = average * 1.1
    const stretched = sampled + (toStart < threshold ? toStart : average / 2) + (toEnd < threshold ? toEnd : average / 2)
    const factor = stretched / sampled
    return difference * (perSecond ? factor / ((endMs - startMs) / 1000) : factor)
  }
}

/** irate and idelta: between the last two samples. */
export function instantDifference(perSecond: boolean): (window: Window) => number | undefined {
  return ({ times, values, from, to }) => {
    if (to - from < 2) return undefined
    const [before, last] = [values[to - 2] ?? Number.NaN, values[to - 1] ?? Number.NaN]
    const tookMs = (times[to - 1] ?? 0) - (times[to - 2] ?? 0)
    if (tookMs === 0) return undefined
    const difference = perSecond && last < before ? last : last - before
    return perSecond ? difference / (tookMs / 1000) : difference
  }
}

/** What a counter lost to its restarts. */
function restarts({ values, from, to }: Window): number {
  let lost = 0
  for (let at = from + 1; at < to; at += 1) {
    const before = values[at - 1] ?? Number.NaN
    if ((values[at] ?? Number.NaN) < before) lost += before
  }
  return lost
}
