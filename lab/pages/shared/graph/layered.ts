import { Graph as DagreGraph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre'
import { keyOf, type Graph } from './graph.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

interface PlacedNode extends Point {
  readonly name: string
  readonly width: number
  readonly height: number
}

interface PlacedEdge {
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
  const placed = nodes.map((name): PlacedNode => {
    const { x = 0, y = 0, width: own, height: tall } = graph.node(name)
    return { name, x, y, width: own, height: tall }
  })
  const turned = isBackwards(placed)
  const turn = <T extends Point>(point: T): T => (turned ? { ...point, x: width - point.x } : point)
  const byName = new Map(placed.map((node) => [node.name, turn(node)]))
  return {
    width,
    height,
    nodes: placed.map(turn),
    edges: edges.map((edge) => {
      const { points = [], x, y } = graph.edge(edge.source, edge.target, keyOf(edge))
      const path = points.map(turn)
      return { key: keyOf(edge), points: trimmed(path, byName.get(edge.source), byName.get(edge.target)), label: turn({ x: x ?? path[0]?.x ?? 0, y: y ?? path[0]?.y ?? 0 }) }
    }),
  }
}

/** Whether neighbours mostly stand in the wrong order: v3, v2, v1 reads better from the other side. */
function isBackwards(nodes: readonly PlacedNode[]): boolean {
  const rows = nodes.flatMap((a) => nodes.filter((b) => a.y === b.y && a.name < b.name).map((b) => Math.sign(b.x - a.x)))
  return rows.reduce((sum, one) => sum + one, 0) < 0
}

/** The layout ends lines at boxes; the nodes are ellipses, so the ends go on to their rims. */
function trimmed(points: readonly Point[], source: PlacedNode | undefined, target: PlacedNode | undefined): readonly Point[] {
  const [second, beforeLast] = [points[1], points.at(-2)]
  if (!source || !target || !second || !beforeLast) return points
  return [rim(source, second), ...points.slice(1, -1), rim(target, beforeLast)]
}

/** Where the line from a node's middle to a point leaves its ellipse. */
function rim({ x, y, width, height }: PlacedNode, to: Point): Point {
  const [dx, dy] = [to.x - x, to.y - y]
  const length = Math.hypot(dx / (width / 2), dy / (height / 2))
  return length === 0 ? { x, y } : { x: x + dx / length, y: y + dy / length }
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
