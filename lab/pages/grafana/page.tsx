import { useEffect, useMemo, useReducer, useState } from 'preact/hooks'
import { serverNow } from '../shared/http/fetch-json.ts'
import type { TimeGrid } from '../shared/prometheus/client.ts'
import { timeGrid } from '../shared/time/time-grid.ts'
import { resolveRange } from '../shared/time/time-range.ts'
import { useTicks } from '../shared/time/use-ticks.ts'
import { ThemeButton } from '../shared/theme/theme-button.tsx'
import { Icon } from '../shared/ui/icon.tsx'
import type { Dashboard, Row as RowModel } from './dashboard/dashboard.ts'
import css from './page.module.css'
import { datasource } from './panels/use-panel-data.ts'
import { Row, rowId } from './row.tsx'
import { DashboardData } from './state/dashboard-context.ts'
import { dashboardReducer, readAddress, writeAddress } from './state/dashboard-state.ts'
import { LoadSwitch } from './toolbar/load-switch.tsx'
import { TimePicker } from './toolbar/time-picker.tsx'
import { VariablePicker } from './toolbar/variable-picker.tsx'
import type { Values } from './variables/interpolate.ts'
import { effectiveValues, loadOptions, sameValues } from './variables/variable-values.ts'

/** Points of a curve: about as many as a panel has pixels to tell apart, and no closer than half a scrape interval. */
const resolution = { points: 300, leastStepS: 2 }

/** What one refresh began with. */
interface Moment {
  readonly options: Values
  readonly grid: TimeGrid
}

const noOptions: Values = {}

/** A dashboard, live. What is chosen on it stands in the address. */
export function DashboardPage({ dashboard }: { readonly dashboard: Dashboard }) {
  const [state, dispatch] = useReducer(dashboardReducer, undefined, () => readAddress(new URLSearchParams(location.search), dashboard))
  const { count, refresh } = useTicks(state.refreshMs)
  const [moment, setMoment] = useState<Moment>()
  const [error, setError] = useState('')
  const [showsFilters, setShowsFilters] = useState(false)

  useEffect(() => {
    const search = writeAddress(new URLSearchParams(location.search), state, dashboard).toString()
    history.replaceState(null, '', `${location.pathname}${search === '' ? '' : `?${search}`}${location.hash}`)
  }, [state, dashboard])

  useEffect(() => {
    const abort = new AbortController()
    loadOptions(datasource, dashboard.variables, abort.signal).then((options) => {
      // Only now: the first answer tells how far the server's clock is from ours.
      const span = resolveRange(state.range, serverNow()) ?? resolveRange(dashboard.range, serverNow())
      setMoment((before) => ({ options: before && sameValues(before.options, options) ? before.options : options, grid: timeGrid(span ?? { fromMs: 0, toMs: 1 }, resolution) }))
      setError('')
    }).catch((failure: unknown) => {
      if (!abort.signal.aborted) setError(failure instanceof Error ? failure.message : String(failure))
    })
    return () => abort.abort()
  }, [count, state.range, dashboard])

  // A link may lead to a row, which is there only once the variables are known.
  const known = moment !== undefined
  useEffect(() => {
    if (known && location.hash !== '') document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView()
  }, [known])

  const { options, grid } = moment ?? { options: noOptions, grid: undefined }
  const values = useMemo(() => effectiveValues(dashboard, options, state.chosen), [dashboard, options, state.chosen])
  const context = useMemo(() => ({
    grid,
    span: [grid?.startS ?? 0, grid?.endS ?? 1] as const,
    zoom: (fromS: number, toS: number) => dispatch({ kind: 'range-chosen', range: { from: String(Math.round(fromS * 1000)), to: String(Math.round(toS * 1000)) } }),
  }), [grid])

  return (
    <DashboardData.Provider value={context}>
      <header class={css['top']}>
        <div class={css['bar']}>
          <div class={css['title']}><Mark /><h1>{dashboard.title}</h1></div>
          <LoadSwitch tick={count} />
          <div class={css['end']}>
            {(state.range.from !== dashboard.range.from || state.range.to !== dashboard.range.to) && (
              <button type="button" class="icon-button" aria-label="Back to the usual time range" title="Back to the usual time range" onClick={() => dispatch({ kind: 'range-chosen', range: dashboard.range })}><Icon name="zoomOut" /></button>
            )}
            <TimePicker range={state.range} refreshMs={state.refreshMs} onRange={(range) => dispatch({ kind: 'range-chosen', range })} onRefresh={(refreshMs) => dispatch({ kind: 'refresh-chosen', refreshMs })} />
            <button type="button" class="icon-button" aria-label="Refresh now" title="Refresh now" onClick={refresh}><Icon name="refresh" /></button>
            <ThemeButton />
          </div>
        </div>
        <RowLinks dashboard={dashboard} values={values} />
      </header>
      <main class={css['main']}>
        <button type="button" class={`button ${css['filters'] ?? ''}`} aria-expanded={showsFilters} onClick={() => setShowsFilters(!showsFilters)}>Filters<Icon name="chevron" size={14} /></button>
        <div class={css['variables']} data-open={showsFilters}>
          {dashboard.variables.filter(({ hidden }) => !hidden).map((variable) => (
            <VariablePicker
              key={variable.name} variable={variable} options={options[variable.name] ?? []} chosen={state.chosen[variable.name]}
              onToggle={(value) => dispatch({ kind: 'value-toggled', variable: variable.name, value })} onAll={() => dispatch({ kind: 'all-chosen', variable: variable.name })}
            />
          ))}
        </div>
        {error && <p class="alert" role="alert">{error}</p>}
        {dashboard.rows.map((row) => (
          <>
            {row.heading && <p class={css['heading']}>{row.heading}</p>}
            <Rows row={row} values={values} />
          </>
        ))}
      </main>
    </DashboardData.Provider>
  )
}

/** Ways to the rows that repeat: the one that a learner wants may be far below. */
function RowLinks({ dashboard, values }: { readonly dashboard: Dashboard; readonly values: Values }) {
  const names = dashboard.rows.flatMap((row) => (row.repeat ? values[row.repeat] ?? [] : []))
  if (names.length < 2) return null
  const shorts = names.map((name) => name.split('.')[0] ?? name)
  return (
    <nav class={css['links']} aria-label="Services">
      {names.map((name, index) => <a key={name} href={`#${rowId(name)}`} title={name}>{shorts.filter((short) => short === shorts[index]).length > 1 ? name.replace(/\.svc\.cluster\.local$/, '') : shorts[index]}</a>)}
    </nav>
  )
}

function Rows({ row, values }: { readonly row: RowModel; readonly values: Values }) {
  if (!row.repeat) return <Row row={row} values={values} />
  const repeats = values[row.repeat] ?? []
  if (repeats.length === 0) return <p class={css['none']}>No traffic of this kind yet.</p>
  return <>{repeats.map((value) => <Row key={value} row={row} values={values} repeated={value} />)}</>
}

function Mark() {
  return <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true"><rect x="2" y="2" width="20" height="20" rx="5" fill="#f08a45" /><path d="M6 16.5 10 11l3 3 5-7" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" /></svg>
}
