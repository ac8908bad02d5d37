import { useEffect, useState } from 'preact/hooks'
import { prometheusClient } from '../shared/prometheus/client.ts'
import { GraphCard } from './graph-card.tsx'
import { Header } from './header.tsx'
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
      <Header current="graph" />
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
