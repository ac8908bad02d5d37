import { useEffect, useState } from 'preact/hooks'
import { prometheusClient } from '../shared/prometheus/client.ts'
import { ThemeButton } from '../shared/theme/theme-button.tsx'
import { GraphCard } from './graph-card.tsx'
import css from './page.module.css'
import { emptyGraph, readGraphs, writeGraphs, type Graph } from './state/graphs.ts'

const client = prometheusClient('')

interface Numbered {
  /** Stays with its graph while others come and go. */
  readonly id: number
  readonly graph: Graph
}

const fromAddress = (): readonly Numbered[] => readGraphs(new URLSearchParams(location.search)).map((graph, id) => ({ id, graph }))

/** Prometheus' expression browser. Its graphs stand in the address, so that a link shows the same. */
export function GraphPage() {
  const [graphs, setGraphs] = useState(fromAddress)
  const [metrics, setMetrics] = useState<readonly string[]>([])
  const [looks, setLooks] = useState(0)

  useEffect(() => {
    const abort = new AbortController()
    client.labelValues('__name__', undefined, abort.signal).then((names) => setMetrics(names.toSorted()), () => undefined) // The list stays as it is.
    return () => abort.abort()
  }, [looks])
  useEffect(() => {
    const back = () => setGraphs(fromAddress())
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])

  function change(next: readonly Numbered[]): void {
    setGraphs(next)
    const search = writeGraphs(next.map(({ graph }) => graph)).toString()
    if (`?${search}` !== location.search) history.pushState(null, '', `${location.pathname}?${search}`)
  }

  return (
    <>
      <header class={css['bar']}>
        <a class={css['brand']} href="/graph"><Mark />Prometheus</a>
        <nav aria-label="Pages"><a href="/graph" aria-current="page">Graph</a></nav>
        <ThemeButton />
      </header>
      <main class={css['main']}>
        <h1 class="visually-hidden">Prometheus: expressions</h1>
        {graphs.map(({ id, graph }, index) => (
          <GraphCard
            key={id} client={client} graph={graph} metrics={metrics}
            onExecute={() => setLooks((before) => before + 1)}
            onChange={(changed) => change(graphs.toSpliced(index, 1, { id, graph: changed }))}
            onRemove={graphs.length > 1 ? () => change(graphs.toSpliced(index, 1)) : undefined}
          />
        ))}
        <p><button type="button" class="button" onClick={() => change([...graphs, { id: Math.max(...graphs.map(({ id }) => id)) + 1, graph: emptyGraph }])}>Add Graph</button></p>
      </main>
    </>
  )
}

function Mark() {
  return <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10.5" fill="#e0563a" /><path d="M12 5.5c.6 2.6 3.6 3.8 3.6 7A3.6 3.6 0 0 1 12 16.200a3.600 3.600 0 0 1-3.600-3.700c0-1.500.8-2.400 1.500-3.200.2 1 .7 1.500 1.200 1.700-.3-2 .1-3.900.9-5.500ZM8 17.800h8" fill="#fff" stroke="#fff" stroke-width="1.400" stroke-linecap="round" /></svg>
}
