import { gridTimes } from '../../shared/time/time-grid.ts'
import type { Series, TimeGrid } from '../../shared/prometheus/client.ts'
import { legendName } from '../../shared/prometheus/labels.ts'
import type { Target } from '../dashboard/dashboard.ts'

/** One curve: a value, or nothing, for each moment of its frame. */
export interface Curve {
  /** Tells the curves of a panel apart, from refresh to refresh. */
  readonly key: string
  readonly name: string
  readonly values: readonly (number | null)[]
}

/** The curves of a panel over the same moments. */
export interface Frame {
  readonly times: readonly number[]
  readonly curves: readonly Curve[]
}

export interface Answer {
  readonly target: Target
  readonly series: readonly Series[]
}

/** Joins what the targets of a panel gave. NaN and infinities are no points of a curve. */
export function toFrame(answers: readonly Answer[], grid: TimeGrid, { nullAsZero = false }: { readonly nullAsZero?: boolean } = {}): Frame {
  const times = gridTimes(grid)
  const empty = nullAsZero ? 0 : null
  const curves = answers.flatMap(({ target, series }, index) => series.map(({ labels, samples }) => {
    const values = times.map((): number | null => empty)
    for (const { timeS, value } of samples) {
      const at = Math.round((timeS - grid.startS) / grid.stepS)
      if (at >= 0 && at < values.length && Number.isFinite(value)) values[at] = value
    }
    return { key: `${index} ${JSON.stringify(Object.entries(labels).toSorted())}`, name: legendName(target.legend, labels), values }
  }))
  return { times, curves }
}

/** The last value of a curve; undefined when it ended before its frame did. */
export function latestValue({ values }: Curve): number | undefined {
  // The newest moment may lie before the scrape that fills it.
  return values.slice(-2).findLast((value) => value !== null) ?? undefined
}

/** The average of what is there. */
export function average({ values }: Curve): number | undefined {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length
}
