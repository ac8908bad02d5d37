/** What an aggregator makes of the values of a group at one moment; there is at least one. */
export type Reducer = (values: readonly number[]) => number

export const reducers: Readonly<Record<'sum' | 'avg' | 'count' | 'min' | 'max' | 'group' | 'stddev' | 'stdvar', Reducer>> = {
  sum: (values) => {
    let sum = 0
    for (const value of values) sum += value
    return sum
  },
  avg: average,
  count: (values) => values.length,
  min: (values) => values.reduce((best, value) => (value < best || Number.isNaN(best) ? value : best)),
  max: (values) => values.reduce((best, value) => (value > best || Number.isNaN(best) ? value : best)),
  group: () => 1,
  stddev: (values) => Math.sqrt(variance(values)),
  stdvar: variance,
}

/** Runs along as a mean, so that it cannot overflow; an infinity that it has met stays. */
function average(values: readonly number[]): number {
  let mean = 0
  for (const [index, value] of values.entries()) {
    const count = index + 1
    const stays = (mean === Infinity || mean === -Infinity) && (Number.isFinite(value) || value === mean)
    if (index === 0) mean = value
    else if (!stays) mean += value / count - mean / count
  }
  return mean
}

/** Welford's way. */
function variance(values: readonly number[]): number {
  let mean = 0
  let squares = 0
  for (const [index, value] of values.entries()) {
    const delta = value - mean
    mean += delta / (index + 1)
    squares += delta * (value - mean)
  }
  return squares / values.length
}
