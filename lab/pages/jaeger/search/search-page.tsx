import { useEffect, useMemo, useState } from 'preact/hooks'
import { ColourBook } from '../../shared/chart/palette.ts'
import { useLoaded } from '../../shared/ui/use-loaded.ts'
import { Header } from '../header.tsx'
import { findTraces } from '../model/client.ts'
import { ScatterPlot } from './scatter-plot.tsx'
import { readSearch, writeSearch } from './search-form.ts'
import { SearchPanel } from './search-panel.tsx'
import css from './search.module.css'
import { sortings, sortTraces, type Sorting } from './sort-traces.ts'
import { TraceItem } from './trace-item.tsx'

const fromAddress = () => readSearch(new URLSearchParams(location.search))

/** Search for traces. What was searched for stands in the address, so that a link shows the same search. */
export function SearchPage() {
  const [search, setSearch] = useState(fromAddress)
  const [runs, setRuns] = useState(0)
  const [sorting, setSorting] = useState<Sorting>('Most Recent')
  const [colours] = useState(() => new ColourBook())
  const { value: traces, error, busy } = useLoaded(search.service === '' ? undefined : `${runs} ${JSON.stringify(search)}`, (signal) => findTraces(search, signal))
  const sorted = useMemo(() => sortTraces(traces ?? [], sorting), [traces, sorting])

  useEffect(() => {
    document.title = 'Search · Jaeger'
    const back = () => setSearch(fromAddress())
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])

  return (
    <>
      <Header current="search" />
      <main class={css['page']}>
        <SearchPanel
          key={JSON.stringify(search)} search={search} busy={busy}
          onSearch={(wanted) => {
            history.pushState(null, '', `/search?${writeSearch(wanted).toString()}`)
            setSearch(wanted)
            setRuns((before) => before + 1)
          }}
        />
        <section class={css['results']} aria-label="Results" aria-busy={busy}>
          {error && <p class="alert" role="alert">{error}</p>}
          {!traces && !error && <p class={css['hint']}>{busy ? 'Searching …' : 'Choose a service and find its traces.'}</p>}
          {traces?.length === 0 && <p class={css['hint']}>No trace results. Try another service, a longer lookback or other durations.</p>}
          {traces && traces.length > 0 && (
            <>
              <ScatterPlot traces={traces} />
              <div class={css['listHead']}>
                <h2>{traces.length} {traces.length === 1 ? 'Trace' : 'Traces'}</h2>
                <label>Sort: <select class="field" value={sorting} onChange={(event) => setSorting(sortings.find((one) => one === event.currentTarget.value) ?? 'Most Recent')}>{sortings.map((one) => <option key={one}>{one}</option>)}</select></label>
              </div>
              <ol class={css['list']}>
                {sorted.map((trace) => <TraceItem key={trace.id} trace={trace} longest={Math.max(...traces.map(({ duration }) => duration))} colourOf={(service) => colours.index(service)} />)}
              </ol>
            </>
          )}
        </section>
      </main>
    </>
  )
}
