import type { ChartCurve } from '../../shared/chart/chart-data.ts'
import type { Series, TimeGrid } from '../../shared/prometheus/client.ts'
import { seriesName } from '../../shared/prometheus/labels.ts'

export type NamedCurve = Pick<ChartCurve, 'key' | 'name' | 'values'>

/** Curves of a range query, over the moments of its grid. */
export function toCurves(series: readonly Series[], { startS, endS, stepS }: TimeGrid): readonly NamedCurve[] {
  const length = Math.floor((endS - startS) / stepS + 1e-9) + 1
  return series.map(({ labels, samples }) => {
    const values = Array.from({ length }, (): number | null => null)
    for (const { timeS, value } of samples) {
      const at = Math.round((timeS - startS) / stepS)
      if (at >= 0 && at < length && Number.isFinite(value)) values[at] = value
    }
    const name = seriesName(labels)
    return { key: name, name, values }
  })
}

/** The same curves, each on top of those before it. Hidden ones add nothing. */
export function stack(curves: readonly ChartCurve[]): readonly ChartCurve[] {
  const below: number[] = []
  return curves.map((curve) => {
    if (!curve.visible) return curve
    const values = curve.values.map((value, index) => {
      if (value === null) return null
      const sum = (below[index] ?? 0) + value
      below[index] = sum
      return sum
    })
    return { ...curve, values }
  })
}
