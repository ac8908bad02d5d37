import { useWidth } from '../../shared/ui/use-width.ts'
import { formatMicros } from '../model/durations.ts'
import { traceName, type Trace } from '../model/trace.ts'
import { scatter } from './scatter.ts'
import css from './search.module.css'

const frame = { height: 190, left: 62, right: 16, top: 16, bottom: 26 }

/** Traces by time and duration; a click opens one. */
export function ScatterPlot({ traces }: { readonly traces: readonly Trace[] }) {
  const [elementRef, width] = useWidth<HTMLDivElement>()
  const size = { ...frame, width: Math.max(200, width) }
  const { dots, times, durations } = scatter(traces, size)
  return (
    <div ref={elementRef} class={css['scatter']}>
      <svg width={size.width} height={size.height} role="group" aria-label="Traces by time and duration">
        {durations.map(({ value, at }) => (
          <g key={value}>
            <line x1={size.left} x2={size.width - size.right} y1={at} y2={at} class={css['rule']} />
            <text x={size.left - 8} y={at + 4} text-anchor="end">{formatMicros(value)}</text>
          </g>
        ))}
        {times.map(({ value, at }) => <text key={value} x={at} y={size.height - 8} text-anchor="middle">{clock(value)}</text>)}
        {dots.map(({ trace, x, y, r }) => (
          <a key={trace.id} href={`/trace/${trace.id}`} aria-label={`${traceName(trace)}, ${formatMicros(trace.duration)}`}>
            <circle cx={x} cy={y} r={r} class={trace.errors > 0 ? css['failedDot'] : css['dot']}>
              <title>{`${traceName(trace)}\n${formatMicros(trace.duration)}, ${trace.spans.length} spans`}</title>
            </circle>
          </a>
        ))}
      </svg>
    </div>
  )
}

function clock(micros: number): string {
  return new Date(micros / 1000).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
}
