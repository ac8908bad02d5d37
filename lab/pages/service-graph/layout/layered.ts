import { Graph as DagreGraph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre'
import { keyOf, type Graph } from '../graph.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface PlacedNode extends Point {
  readonly name: string
  readonly width: number
  readonly height: number
}

export interface PlacedEdge {
  readonly key: string
  readonly points: readonly Point[]
  /** Middle of its label. */
  readonly label: Point
}

export interface Picture {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
}

/** Widths of letters at the sizes of the style sheet, a little generous: a canvas would need a browser. */
const nodeLetter = 7.6
const labelLetter = 6.4
const nodeHeight = 44

/** Callers above those whom they call, as Graphviz' dot draws it. */
export function layered({ nodes, edges }: Graph): Picture {
  const graph = new DagreGraph<GraphLabel, NodeLabel, EdgeLabel>({ directed: true, multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 46, edgesep: 18, marginx: 16, marginy: 16 })
  for (const name of nodes) graph.setNode(name, { width: name.length * nodeLetter + 44, height: nodeHeight })
  for (const edge of edges) {
    const width = Math.max(0, ...edge.lines.map((line) => line.length)) * labelLetter + 10
    graph.setEdge(edge.source, edge.target, { width, height: 16 * edge.lines.length, labelpos: 'c' }, keyOf(edge))
  }
  layout(graph)
  const { width = 0, height = 0 } = graph.graph()
  return {
    width,
    height,
    nodes: nodes.map((name) => {
      const { x = 0, y = 0, width: own, height: tall } = graph.node(name)
      return { name, x, y, width: own, height: tall }
    }),
    edges: edges.map((edge) => {
      const { points = [], x, y } = graph.edge(edge.source, edge.target, keyOf(edge))
      return { key: keyOf(edge), points, label: { x: x ?? points[0]?.x ?? 0, y: y ?? points[0]?.y ?? 0 } }
    }),
  }
}

/** A smooth line through points, as an SVG path. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  const last = rest.at(-1)
  if (!last) return `M${at(first)}`
  // Through the middles, with the points themselves pulling: no corner is left.
  const middles = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last
    return index === rest.length - 2 ? `Q${at(point)} ${at(next)}` : `Q${at(point)} ${at({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`
  })
  return `M${at(first)}${middles.length === 0 ? `L${at(last)}` : middles.join('')}`
}

function at({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`
}
