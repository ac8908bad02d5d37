import { useEffect, useMemo, useState } from 'preact/hooks'
import { fetchJson } from '../shared/http/fetch-json.ts'
import { ThemeButton } from '../shared/theme/theme-button.tsx'
import { useTicks } from '../shared/time/use-ticks.ts'
import { keyOf, toGraph, type Graph } from '../shared/graph/graph.ts'
import { relaxed } from '../shared/graph/forces.ts'
import { layered } from '../shared/graph/layered.ts'
import css from './page.module.css'
import { Picture, type View } from '../shared/graph/picture.tsx'

const refreshMs = 5000
const horizons: readonly (readonly [string, string])[] = [['1m', 'last minute'], ['5m', 'last 5 minutes'], ['15m', 'last 15 minutes'], ['1h', 'last hour']]

interface Asked {
  readonly horizon: string
  readonly filterEmpty: boolean
}

function fromAddress(): Asked {
  const search = new URLSearchParams(location.search)
  return { horizon: search.get('time_horizon') ?? '5m', filterEmpty: search.get('filter_empty') === 'true' }
}

function query({ horizon, filterEmpty }: Asked): string {
  return new URLSearchParams({ time_horizon: horizon, ...(filterEmpty ? { filter_empty: 'true' } : {}) }).toString()
}

/** Services and their calls, drawn anew every few seconds. */
export function ServiceGraphPage({ view }: { readonly view: View }) {
  const [asked, setAsked] = useState(fromAddress)
  const [graph, setGraph] = useState<Graph>()
  const [error, setError] = useState('')
  const { count } = useTicks(refreshMs)

  useEffect(() => {
    const abort = new AbortController()
    fetchJson(`/graph?${query(asked)}`, { signal: abort.signal }).then((json) => {
      setGraph(toGraph(json))
      setError('')
    }, (failure: unknown) => {
      if (!abort.signal.aborted) setError(failure instanceof Error ? failure.message : String(failure))
    })
    return () => abort.abort()
  }, [asked, count])

  // The places depend on who calls whom, not on how often: the picture stands still while its numbers change.
  const shape = graph && shapeOf(graph)
  const picture = useMemo(() => (shape === undefined ? undefined : draw(shape, view)), [shape, view])

  function ask(wanted: Asked): void {
    setAsked(wanted)
    history.replaceState(null, '', `${location.pathname}?${query(wanted)}`)
  }

  const other = view === 'layers' ? { href: `/force/forcegraph.html?${query(asked)}`, label: 'Force view' } : { href: `/dotviz?${query(asked)}`, label: 'Layered view' }
  return (
    <>
      <header class={css['bar']}>
        <h1><Mark />Service Graph</h1>
        <label>Traffic of the <select class="field" value={asked.horizon} onChange={(event) => ask({ ...asked, horizon: event.currentTarget.value })}>
          {horizons.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
          {!horizons.some(([value]) => value === asked.horizon) && <option value={asked.horizon}>last {asked.horizon}</option>}
        </select></label>
        <label><input type="checkbox" checked={asked.filterEmpty} onChange={() => ask({ ...asked, filterEmpty: !asked.filterEmpty })} />Hide calls without traffic</label>
        <nav aria-label="Views"><a href={other.href}>{other.label}</a><a href={`/graph?${query(asked)}`}>JSON</a><a href={`/dotgraph?${query(asked)}`}>DOT</a></nav>
        <ThemeButton />
      </header>
      <main class={css['main']}>
        {error && <p class="alert" role="alert">{error}</p>}
        {graph && graph.nodes.length === 0 && <p class={css['hint']}>No service has called another one in this time.</p>}
        {graph && picture && graph.nodes.length > 0 && <Picture graph={graph} picture={picture} view={view} />}
        {graph && graph.edges.length > 0 && (
          <details class={css['calls']}>
            <summary>{graph.edges.length} {graph.edges.length === 1 ? 'call' : 'calls'} as a table</summary>
            <table>
              <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Traffic</th></tr></thead>
              <tbody>{graph.edges.map((edge) => <tr key={keyOf(edge)}><td>{edge.source}</td><td>{edge.target}</td><td>{edge.lines.join(', ')}</td></tr>)}</tbody>
            </table>
          </details>
        )}
      </main>
    </>
  )
}

/** What the places of a graph depend on, as text that can be compared. */
function shapeOf({ nodes, edges }: Graph): string {
  return JSON.stringify({ nodes, edges: edges.map((edge) => ({ ...edge, rate: 0, lines: edge.lines.map((line) => line.replace(/\d/g, '0')) })) } satisfies Graph)
}

function draw(shape: string, view: View) {
  // Written by `shapeOf` from a graph.
  const graph = JSON.parse(shape) as Graph
  const picture = layered(graph)
  return view === 'layers' ? picture : relaxed(graph, picture)
}

function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <rect x="2" y="2" width="20" height="20" rx="5" fill="#466bb0" />
      <path d="M12 8v3l-5 5M12 11l5 5" stroke="#fff" stroke-width="1.800" fill="none" />
      <circle cx="12" cy="7" r="2.400" fill="#fff" /><circle cx="7" cy="16.500" r="2.400" fill="#fff" /><circle cx="17" cy="16.500" r="2.400" fill="#fff" />
    </svg>
  )
}
