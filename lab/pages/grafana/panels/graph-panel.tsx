import { useMemo, useState } from 'preact/hooks'
import { Chart } from '../../shared/chart/chart.tsx'
import { ColourBook, seriesColour } from '../../shared/chart/palette.ts'
import { useTheme } from '../../shared/theme/use-theme.ts'
import type { GraphPanel as GraphModel } from '../dashboard/dashboard.ts'
import { useDashboard } from '../state/dashboard-context.ts'
import type { Values } from '../variables/interpolate.ts'
import { latestValue } from './frame.ts'
import { allVisible, clickLegend, isVisible } from '../../shared/chart/isolation.ts'
import { Legend } from './legend.tsx'
import { PanelFrame } from './panel-frame.tsx'
import css from './panels.module.css'
import { usePanelData } from './use-panel-data.ts'

const height = 190
const fullHeight = 420

/** Curves over time and their legend. */
export function GraphPanel({ panel, values, full, onToggleFull }: { readonly panel: GraphModel; readonly values: Values; readonly full: boolean; onToggleFull(): void }) {
  const { grid, span, zoom } = useDashboard()
  const { title, unit, targets, nullAsZero = false, fill = false, max } = panel
  const { frame, error } = usePanelData({ targets, values, nullAsZero, grid })
  const [visible, setVisible] = useState(allVisible)
  const theme = useTheme()
  const [colours] = useState(() => new ColourBook())

  const entries = useMemo(() => (frame?.curves ?? []).map((curve) => ({
    ...curve, latest: latestValue(curve), colour: seriesColour(theme, colours.index(curve.key)), visible: isVisible(visible, curve.key),
  })), [frame, visible, theme, colours])
  const data = useMemo(() => ({ times: frame?.times ?? [], curves: entries, span }), [frame, entries, span])
  const keys = entries.map(({ key }) => key)

  return (
    <PanelFrame title={title} error={error} targets={targets} values={values} full={full} onToggleFull={onToggleFull}>
      <div class={css['graph']}>
        <Chart data={data} unit={unit} fill={fill} max={max} height={full ? fullHeight : height} onZoom={zoom} />
        {frame && entries.length === 0 && <p class={css['empty']}>No datapoints</p>}
      </div>
      <Legend entries={entries} unit={unit} title={title} onClick={(key, toggles) => setVisible((before) => clickLegend(before, { key, toggles }, keys))} />
    </PanelFrame>
  )
}
