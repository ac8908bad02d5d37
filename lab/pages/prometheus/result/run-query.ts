import { serverNow } from '../../shared/http/fetch-json.ts'
import type { PrometheusClient, QueryResult, Series, TimeGrid } from '../../shared/prometheus/client.ts'
import type { Graph } from '../state/graphs.ts'

export type Answer =
  | { readonly kind: 'graph'; readonly series: readonly Series[]; readonly grid: TimeGrid; readonly tookMs: number }
  | { readonly kind: 'console'; readonly result: QueryResult; readonly tookMs: number }

/** Points across a graph when no step is given. */
const points = 250

/** Runs an expression as its tab wants it. */
export async function runQuery(client: PrometheusClient, graph: Graph, signal: AbortSignal): Promise<Answer> {
  const begunMs = performance.now()
  const tookMs = () => Math.round(performance.now() - begunMs)
  if (graph.tab === 'console') {
    const result = await client.instant(graph.expr, graph.endMs === undefined ? undefined : graph.endMs / 1000, signal)
    return { kind: 'console', result, tookMs: tookMs() }
  }
  const grid = gridOf(graph, serverNow())
  const series = await client.range(graph.expr, grid, signal)
  return { kind: 'graph', series, grid, tookMs: tookMs() }
}

function gridOf({ rangeMs, endMs, stepS }: Graph, nowMs: number): TimeGrid {
  const step = stepS ?? Math.max(1, Math.floor(rangeMs / 1000 / points))
  const endS = Math.floor((endMs ?? nowMs) / 1000)
  return { startS: endS - Math.floor(rangeMs / 1000 / step) * step, endS, stepS: step }
}
