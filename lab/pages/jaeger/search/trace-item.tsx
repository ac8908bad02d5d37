import { seriesColour } from '../../shared/chart/palette.ts'
import { useTheme } from '../../shared/theme/use-theme.ts'
import { formatMicros } from '../model/durations.ts'
import { traceName, type Trace } from '../model/trace.ts'
import css from './search.module.css'

interface TraceItemProps {
  readonly trace: Trace
  /** Of the longest trace in the list. */
  readonly longest: number
  readonly colourOf: (service: string) => number
}

/** A trace in the list: its name, how long it took, whom it visited. */
export function TraceItem({ trace, longest, colourOf }: TraceItemProps) {
  const theme = useTheme()
  const start = new Date(trace.start / 1000)
  return (
    <li class={css['item']}>
      <a href={`/trace/${trace.id}`}>
        <div class={css['itemHead']}>
          <span class={css['share']} style={{ width: `${(100 * trace.duration) / Math.max(1, longest)}%` }} />
          <strong>{traceName(trace)}</strong> <code>{trace.id.slice(0, 7)}</code>
          <b>{formatMicros(trace.duration)}</b>
        </div>
        <div class={css['itemBody']}>
          <span class={css['count']}>{trace.spans.length} {trace.spans.length === 1 ? 'Span' : 'Spans'}</span>
          {trace.errors > 0 && <span class={css['errors']}>{trace.errors} {trace.errors === 1 ? 'Error' : 'Errors'}</span>}
          <ul>
            {trace.services.map(({ name, spans }) => <li key={name} style={{ borderColor: seriesColour(theme, colourOf(name)) }}>{name} ({spans})</li>)}
          </ul>
          <time dateTime={start.toISOString()}>{start.toLocaleDateString(undefined, { month: 'short', day: 'numeric' })}, {start.toLocaleTimeString(undefined, { hourCycle: 'h23' })}</time>
        </div>
      </a>
    </li>
  )
}
