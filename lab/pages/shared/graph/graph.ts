import { readList, readRecord, readStrings, read, text } from '../../../kube/read.ts'

/** Who calls whom, as Service Graph's `/graph` tells it. */
export interface Graph {
  readonly nodes: readonly string[]
  readonly edges: readonly GraphEdge[]
}

export interface GraphEdge {
  readonly source: string
  readonly target: string
  /** `reqs/sec: 0.030508`, one line for each measure. */
  readonly lines: readonly string[]
  /** Requests a second; 0 where only bytes are counted. */
  readonly rate: number
}

export function toGraph(json: unknown): Graph {
  const edges = readList(json, 'edges').map((edge) => {
    const labels = readStrings(edge, 'labels')
    return { source: text(read(edge, 'source')), target: text(read(edge, 'target')), lines: Object.entries(labels).map(([unit, amount]) => `${unit}: ${amount}`), rate: Number(labels['reqs/sec'] ?? 0) || 0 }
  })
  const nodes = new Set([...Object.keys(readRecord(json, 'nodes')), ...edges.flatMap(({ source, target }) => [source, target])])
  // In an order of its own: the picture must not change because an answer lists its services differently.
  return { nodes: [...nodes].toSorted(), edges: edges.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) }
}

export function keyOf({ source, target }: Pick<GraphEdge, 'source' | 'target'>): string {
  return `${source} -> ${target}`
}

/** Name of the service of a node: `reviews` of `reviews.istio-system (v2)`. */
export function serviceOf(node: string): string {
  return /^[^.\s(]+/.exec(node)?.[0] ?? node
}
