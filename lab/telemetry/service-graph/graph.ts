import { valueOf } from '../labels/labels.ts'
import type { Engine } from '../promql/engine.ts'
import { type Row, valueAt } from '../promql/evaluate/row.ts'

/** As Service Graph's /graph answers it. */
export interface ServiceGraph {
  readonly nodes: Readonly<Record<string, Record<string, never>>>
  readonly edges: readonly Edge[]
}

interface Edge {
  readonly source: string
  readonly target: string
  /** Amounts by what they are of: `reqs/sec`, `bytes/sec`. */
  readonly labels: Readonly<Record<string, string>>
}

export interface GraphOptions {
  /** A duration of PromQL. */
  readonly horizon: string
  /** Leaves out who called nobody within the horizon. */
  readonly filterEmpty: boolean
  /** Drawn whether or not they have traffic. */
  readonly nodes: Iterable<string>
}

const measures = [['istio_request_count', 'reqs/sec'], ['istio_tcp_bytes_received', 'bytes/sec']] as const

/** Who called whom within a horizon, from the metrics, as Istio's Service Graph draws it. */
export function readGraph(engine: Engine, timeMs: number, { horizon, filterEmpty, nodes }: GraphOptions): ServiceGraph {
  const edges = new Map<string, Edge>()
  for (const [metric, unit] of measures) {
    const query = `sum(rate(${metric}[${horizon}])) by (source_service, destination_service, source_version, destination_version)${filterEmpty ? ' > 0' : ''}`
    const value = engine.instant(query, timeMs)
    for (const row of value.kind === 'vector' ? value.rows : []) {
      const [source, target] = [nodeOf(row, 'source'), nodeOf(row, 'destination')]
      const key = `${source}\n${target}`
      edges.set(key, { source, target, labels: { ...edges.get(key)?.labels, [unit]: valueAt(row, 0).toFixed(6) } })
    }
  }
  const named = [...nodes, ...[...edges.values()].flatMap(({ source, target }) => [source, target])]
  return { nodes: Object.fromEntries(named.map((name) => [name, {}])), edges: [...edges.values()] }
}

/** In Graphviz' language. */
export function toDot({ nodes, edges }: ServiceGraph): string {
  const lines = [
    ...edges.map(({ source, target, labels }) => `  ${quote(idOf(source))} -> ${quote(idOf(target))} [label=${quote(Object.entries(labels).map(([unit, amount]) => `${unit}: ${amount}`).join('\n'))}];`),
    ...Object.keys(nodes).map((name) => `  ${quote(idOf(name))} [label=${quote(name)}];`),
  ]
  return `digraph "istio-servicegraph" {\n${lines.join('\n')}\n}\n`
}

/** As d3's force layout takes it: edges by the places of their ends. */
export function toForceGraph({ nodes, edges }: ServiceGraph): unknown {
  const names = Object.keys(nodes)
  return {
    nodes: names.map((name) => ({ name })),
    links: edges.map(({ source, target, labels }) => ({ source: names.indexOf(source), target: names.indexOf(target), labels })),
  }
}

/** `reviews.istio-system (v2)` */
function nodeOf({ labels }: Row, end: 'source' | 'destination'): string {
  return `${valueOf(labels, `${end}_service`).replace('.svc.cluster.local', '')} (${valueOf(labels, `${end}_version`)})`
}

function idOf(name: string): string {
  return name.replace(/[/. ]/g, '_')
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`
}
