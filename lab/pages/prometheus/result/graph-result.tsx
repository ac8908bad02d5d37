import { useMemo, useState } from 'preact/hooks'
import { Chart } from '../../shared/chart/chart.tsx'
import { allVisible, clickLegend, isVisible } from '../../shared/chart/isolation.ts'
import { seriesColour } from '../../shared/chart/palette.ts'
import type { Series, TimeGrid } from '../../shared/prometheus/client.ts'
import { gridTimes } from '../../shared/time/time-grid.ts'
import { useTheme } from '../../shared/theme/use-theme.ts'
import { stack, toCurves } from './curves.ts'
import css from './result.module.css'

/** More curves than this nobody can tell apart, and drawing them takes seconds. */
const mostCurves = 100

interface GraphResultProps {
  readonly series: readonly Series[]
  readonly grid: TimeGrid
  readonly stacked: boolean
  onZoom(fromS: number, toS: number): void
}

/** Curves of a range query with their names below; a click on a name shows its curve alone. */
export function GraphResult({ series, grid, stacked, onZoom }: GraphResultProps) {
  const [visible, setVisible] = useState(allVisible)
  const theme = useTheme()
  const named = useMemo(() => toCurves(series.slice(0, mostCurves), grid), [series, grid])
  const curves = useMemo(() => named.map((curve, index) => ({ ...curve, colour: seriesColour(theme, index), visible: isVisible(visible, curve.key) })), [named, visible, theme])
  const data = useMemo(() => ({ times: gridTimes(grid), curves: stacked ? stack(curves) : curves, span: [grid.startS, grid.endS] as const }), [curves, grid, stacked])
  const keys = named.map(({ key }) => key)
  if (series.length === 0) return <p class={css['none']}>No datapoints found.</p>
  return (
    <>
      <Chart data={data} unit="short" height={380} fill={stacked} onZoom={onZoom} />
      {series.length > mostCurves && <p class={css['none']}>The first {mostCurves} of {series.length} series are drawn.</p>}
      <ul class={css['legend']} aria-label="Series">
        {curves.map(({ key, name, colour, visible: shown }) => (
          <li key={key}>
            <button type="button" aria-pressed={shown} onClick={(event) => setVisible((before) => clickLegend(before, { key, toggles: event.ctrlKey || event.metaKey || event.shiftKey }, keys))}>
              <i style={{ background: colour }} /><code>{name}</code>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
