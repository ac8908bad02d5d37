import { formatValue, type Unit } from '../../shared/format/units.ts'
import type { ChartCurve } from '../../shared/chart/chart-data.ts'
import css from './panels.module.css'

interface LegendEntry extends ChartCurve {
  readonly latest: number | undefined
}

interface LegendProps {
  readonly entries: readonly LegendEntry[]
  readonly unit: Unit
  readonly title: string
  onClick(key: string, toggles: boolean): void
}

/** Names and latest values of a graph's series; a click on one isolates it. */
export function Legend({ entries, unit, title, onClick }: LegendProps) {
  return (
    <ul class={css['legend']} aria-label={`Series of ${title}`}>
      {entries.map(({ key, name, colour, visible, latest }) => (
        <li key={key}>
          <button
            type="button" class={css['entry']} aria-pressed={visible} aria-label={name} title={name}
            data-value={latest === undefined ? '' : String(latest)}
            onClick={(event) => onClick(key, event.ctrlKey || event.metaKey || event.shiftKey)}
          >
            <i style={{ background: colour }} />
            <Name name={name} />
            <b>{latest === undefined ? '–' : formatValue(unit, latest)}</b>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** A long name breaks before its arrow, never inside of what tells the versions apart. */
function Name({ name }: { readonly name: string }) {
  const arrow = name.indexOf('-> ')
  if (arrow < 0) return <span>{name}</span>
  return <span>{name.slice(0, arrow)}<span class={css['arrow']}>{name.slice(arrow)}</span></span>
}
