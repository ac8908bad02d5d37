import { useEffect, useId, useState } from 'preact/hooks'
import type { PrometheusClient } from '../shared/prometheus/client.ts'
import { ExpressionBox } from './expression/expression-box.tsx'
import { GraphControls } from './graph-controls.tsx'
import css from './page.module.css'
import { ConsoleResult } from './result/console-result.tsx'
import { GraphResult } from './result/graph-result.tsx'
import { runQuery, type Answer } from './result/run-query.ts'
import type { Graph, Tab } from './state/graphs.ts'

interface GraphCardProps {
  readonly client: PrometheusClient
  readonly graph: Graph
  readonly metrics: readonly string[]
  onChange(graph: Graph): void
  onExecute(): void
  /** Undefined for the only one. */
  readonly onRemove: (() => void) | undefined
}

const tabs: readonly (readonly [Tab, string])[] = [['graph', 'Graph'], ['console', 'Console']]

/** One expression and its result, as a graph or as a table. */
export function GraphCard({ client, graph, metrics, onChange, onExecute, onRemove }: GraphCardProps) {
  const id = useId()
  const [draft, setDraft] = useState(graph.expr)
  const [runs, setRuns] = useState(0)
  const { answer, error, busy } = useAnswer(client, graph, runs)

  useEffect(() => setDraft(graph.expr), [graph.expr])

  function execute(expr: string): void {
    if (expr.trim() !== graph.expr) onChange({ ...graph, expr: expr.trim() })
    // The same again: to see what has changed meanwhile.
    setRuns((before) => before + 1)
    onExecute()
  }

  return (
    <section class={css['card']} aria-label="Query">
      <ExpressionBox client={client} value={draft} onInput={setDraft} onExecute={() => execute(draft)} />
      <div class={css['actions']}>
        <button type="button" class="button primary" onClick={() => execute(draft)}>Execute</button>
        <select
          class="field" aria-label="Insert metric" value=""
          onChange={(event) => {
            setDraft(draft + event.currentTarget.value)
            event.currentTarget.value = ''
          }}
        >
          <option value="">- insert metric at cursor -</option>
          {metrics.map((metric) => <option key={metric} value={metric}>{metric}</option>)}
        </select>
        {answer && (
          <dl class={css['stats']} aria-busy={busy}>
            <div><dt>Load time:</dt> <dd>{answer.tookMs}ms</dd></div>
            {answer.kind === 'graph' && <div><dt>Resolution:</dt> <dd>{answer.grid.stepS}s</dd></div>}
            <div><dt>Total time series:</dt> <dd>{answer.kind === 'graph' ? answer.series.length : answer.result.series.length}</dd></div>
          </dl>
        )}
      </div>
      {error && <p class="alert" role="alert">Error executing query: {error}</p>}
      <div class={css['tabs']} role="tablist" aria-label="Result">
        {tabs.map(([tab, label]) => (
          <button key={tab} type="button" role="tab" id={`${id}-${tab}`} aria-selected={graph.tab === tab} aria-controls={`${id}-panel`} onClick={() => onChange({ ...graph, tab })}>{label}</button>
        ))}
        {onRemove && <button type="button" class={css['remove']} onClick={onRemove}>Remove Graph</button>}
      </div>
      <div class={css['result']} role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${graph.tab}`} data-busy={busy}>
        <GraphControls graph={graph} onChange={onChange} />
        {answer === undefined && !error && <p class={css['hint']}>{graph.expr === '' ? 'Write an expression above, e.g. istio_request_count.' : 'Loading …'}</p>}
        {answer?.kind === 'graph' && graph.tab === 'graph' && (
          <GraphResult series={answer.series} grid={answer.grid} stacked={graph.stacked} onZoom={(fromS, toS) => onChange({ ...graph, endMs: Math.round(toS) * 1000, rangeMs: Math.max(1, Math.round(toS - fromS)) * 1000 })} />
        )}
        {answer?.kind === 'console' && graph.tab === 'console' && <ConsoleResult result={answer.result} />}
      </div>
    </section>
  )
}

/** The answer to an expression; the last one stays while the next is under way. */
function useAnswer(client: PrometheusClient, graph: Graph, runs: number): { readonly answer: Answer | undefined; readonly error: string; readonly busy: boolean } {
  const [answer, setAnswer] = useState<Answer>()
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const { expr, tab, rangeMs, endMs, stepS } = graph
  useEffect(() => {
    if (expr === '') {
      setAnswer(undefined)
      setError('')
      return undefined
    }
    const abort = new AbortController()
    setBusy(true)
    const wanted: Graph = { expr, tab, rangeMs, stacked: false, ...(endMs === undefined ? {} : { endMs }), ...(stepS === undefined ? {} : { stepS }) }
    runQuery(client, wanted, abort.signal).then((next) => {
      if (abort.signal.aborted) return
      setAnswer(next)
      setError('')
      setBusy(false)
    }, (failure: unknown) => {
      if (abort.signal.aborted) return
      setAnswer(undefined)
      setError(failure instanceof Error ? failure.message : String(failure))
      setBusy(false)
    })
    return () => abort.abort()
  }, [client, expr, tab, rangeMs, endMs, stepS, runs])
  return { answer, error, busy }
}
