import { useEffect, useMemo, useState } from 'preact/hooks'
import { ColourBook, seriesColour } from '../../shared/chart/palette.ts'
import { useTheme } from '../../shared/theme/use-theme.ts'
import { useLoaded } from '../../shared/ui/use-loaded.ts'
import { Header } from '../header.tsx'
import { loadTrace } from '../model/client.ts'
import { formatMicros } from '../model/durations.ts'
import { traceName, type Trace } from '../model/trace.ts'
import { SpanRow } from './span-row.tsx'
import css from './trace.module.css'
import { matchesWord, visibleSpans } from './visible-spans.ts'

/** One trace on a time line. */
export function TracePage({ id }: { readonly id: string }) {
  const { value: trace, error, busy } = useLoaded(id, (signal) => loadTrace(id, signal))
  useEffect(() => {
    document.title = `${trace ? traceName(trace) : 'Trace'} · Jaeger`
  }, [trace])
  return (
    <>
      <Header current="trace" />
      <main class={css['page']}>
        {error && <p class="alert" role="alert">{error}</p>}
        {!trace && !error && <p class={css['hint']}>{busy ? 'Loading …' : `There is no trace ${id}; it may be older than what is kept.`}</p>}
        {trace && <Timeline trace={trace} />}
      </main>
    </>
  )
}

const quarters = [0, 0.25, 0.5, 0.75, 1]

function Timeline({ trace }: { readonly trace: Trace }) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [word, setWord] = useState('')
  const theme = useTheme()
  const [colours] = useState(() => new ColourBook())
  const rows = useMemo(() => visibleSpans(trace.spans, folded), [trace, folded])
  const duration = Math.max(1, trace.duration)
  const colourOf = (service: string) => seriesColour(theme, colours.index(service))
  const matching = word === '' ? 0 : trace.spans.filter((span) => matchesWord(span, word)).length

  return (
    <>
      <div class={css['head']}>
        <h1>{traceName(trace)}</h1>
        <input class="field" type="search" aria-label="Find in this trace" placeholder="Find…" value={word} onInput={(event) => setWord(event.currentTarget.value)} />
        {word !== '' && <output>{matching} {matching === 1 ? 'match' : 'matches'}</output>}
        <a class="button" href={`/api/traces/${trace.id}`}>Trace JSON</a>
      </div>
      <dl class={css['facts']}>
        {facts(trace).map(([name, value]) => <div key={name}><dt>{name}:</dt> <dd>{value}</dd></div>)}
      </dl>
      <Overview trace={trace} colourOf={colourOf} />
      <section class={css['timeline']} aria-label="Time line">
        <div class={css['columns']}>
          <div class={css['columnHead']}>
            <span>Service &amp; Operation</span>
            <button type="button" onClick={() => setFolded(new Set())}>Expand all</button>
            <button type="button" onClick={() => setFolded(new Set(trace.spans.filter(({ descendants }) => descendants > 0).map(({ id }) => id)))}>Collapse all</button>
          </div>
          <div class={css['ticks']}>{quarters.map((part) => <span key={part} style={{ left: `${part * 100}%` }}>{formatMicros(part * duration)}</span>)}</div>
        </div>
        {rows.map((span) => (
          <SpanRow
            key={span.id} span={span} duration={duration} colour={colourOf(span.service)} folded={folded.has(span.id)} open={open.has(span.id)} matches={matchesWord(span, word)}
            onFold={() => setFolded((before) => toggled(before, span.id))} onOpen={() => setOpen((before) => toggled(before, span.id))}
          />
        ))}
      </section>
    </>
  )
}

function facts(trace: Trace): readonly (readonly [string, string])[] {
  const start = new Date(trace.start / 1000)
  return [
    ['Trace Start', `${start.toLocaleDateString(undefined, { year: 'numeric', month: 'long', day: 'numeric' })} ${start.toLocaleTimeString()}`],
    ['Duration', formatMicros(trace.duration)],
    ['Services', String(trace.services.length)],
    ['Depth', String(trace.depth)],
    ['Total Spans', String(trace.spans.length)],
    ...(trace.errors > 0 ? [['Errors', String(trace.errors)] as const] : []),
  ]
}

/** All spans at a glance, each a thin line. */
function Overview({ trace, colourOf }: { readonly trace: Trace; readonly colourOf: (service: string) => string }) {
  const height = Math.min(6, Math.max(1.5, 60 / trace.spans.length))
  const duration = Math.max(1, trace.duration)
  return (
    <svg class={css['overview']} viewBox={`0 0 100 ${height * trace.spans.length}`} preserveAspectRatio="none" aria-hidden="true">
      {quarters.slice(1, -1).map((part) => <line key={part} x1={part * 100} x2={part * 100} y1="0" y2="100%" class={css['quarter']} vector-effect="non-scaling-stroke" />)}
      {trace.spans.map(({ id, service, start, duration: own }, index) => (
        <rect key={id} x={(100 * start) / duration} y={index * height} width={Math.max(0.15, (100 * own) / duration)} height={height} fill={colourOf(service)} />
      ))}
    </svg>
  )
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return set.has(id) ? new Set([...set].filter((one) => one !== id)) : new Set([...set, id])
}
