import { formatValue } from '../../shared/format/units.ts'
import type { StatPanel as StatModel } from '../dashboard/dashboard.ts'
import { useDashboard } from '../state/dashboard-context.ts'
import type { Values } from '../variables/interpolate.ts'
import { average } from './frame.ts'
import { PanelFrame } from './panel-frame.tsx'
import css from './panels.module.css'
import { sparkline } from './sparkline.ts'
import { usePanelData } from './use-panel-data.ts'

const width = 300
const height = 56

/** One number, the average of the range, over its own small curve. */
export function StatPanel({ panel: { title, unit, targets }, values }: { readonly panel: StatModel; readonly values: Values }) {
  const { grid } = useDashboard()
  const { frame, error } = usePanelData({ targets, values, grid })
  const curve = frame?.curves[0]
  const value = curve && average(curve)
  const paths = curve && sparkline(curve.values, { width, height })
  return (
    <PanelFrame title={title} error={error} targets={targets} values={values}>
      <div class={css['stat']}>
        {paths && (
          <svg class={css['spark']} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
            <path d={paths.area} class={css['sparkArea']} />
            <path d={paths.line} class={css['sparkLine']} vector-effect="non-scaling-stroke" />
          </svg>
        )}
        <output data-value={value === undefined ? '' : String(value)}>{value !== undefined ? formatValue(unit, value) : frame ? 'N/A' : ''}</output>
      </div>
    </PanelFrame>
  )
}
