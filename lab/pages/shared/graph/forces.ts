import { keyOf, type Graph } from './graph.ts'
import type { Picture, Point } from './layered.ts'

const rounds = 260
/** Length that an edge likes to have. */
const rest = 190
const radius = 24
/** Room for the names below the circles. */
const margin = { x: 120, y: 60 }

/**
 * Nodes that push each other away and edges that pull them together, begun from a layered picture, so that the result is the
 * same each time. Nodes are circles and edges straight.
 */
export function relaxed(graph: Graph, begin: Picture): Picture {
  const places = new Map(begin.nodes.map(({ name, x, y }, index) => [name, { x: x * 0.7 + index * 0.01, y }]))
  const at = (name: string) => places.get(name) ?? { x: 0, y: 0 }
  const pairs = graph.nodes.flatMap((a, index) => graph.nodes.slice(index + 1).map((b) => [a, b] as const))
  for (let round = 0; round < rounds; round += 1) {
    // Large steps first, small ones at the end: it comes to rest.
    const heat = 1 - round / rounds
    const pushes = new Map(graph.nodes.map((name) => [name, { x: 0, y: 0 }]))
    for (const [a, b] of pairs) push(pushes, { a, b, ...between(at(a), at(b)) }, (distance) => -42_000 / (distance * distance))
    for (const { source, target } of graph.edges) if (source !== target) push(pushes, { a: source, b: target, ...between(at(source), at(target)) }, (distance) => (distance - rest) * 0.06)
    for (const [name, { x, y }] of pushes) {
      const size = Math.hypot(x, y)
      const step = size === 0 ? 0 : (Math.min(size, 30) / size) * heat
      places.set(name, { x: at(name).x + x * step, y: at(name).y + y * step })
    }
  }
  return framed(graph, places)
}

interface Pair {
  readonly a: string
  readonly b: string
  readonly distance: number
  readonly x: number
  readonly y: number
}

function between(a: Point, b: Point): Pick<Pair, 'distance' | 'x' | 'y'> {
  const distance = Math.max(1, Math.hypot(b.x - a.x, b.y - a.y))
  return { distance, x: (b.x - a.x) / distance, y: (b.y - a.y) / distance }
}

/** Moves both ends towards each other, or apart when the force is negative. */
function push(pushes: Map<string, { x: number; y: number }>, { a, b, distance, x, y }: Pair, force: (distance: number) => number): void {
  const strength = force(distance)
  const [first, second] = [pushes.get(a), pushes.get(b)]
  if (!first || !second) return
  first.x += x * strength
  first.y += y * strength
  second.x -= x * strength
  second.y -= y * strength
}

/** Moves everything into view and joins the edges to the rims of their circles. */
function framed({ nodes, edges }: Graph, places: ReadonlyMap<string, Point>): Picture {
  const all = [...places.values()]
  const [left, top] = [Math.min(...all.map(({ x }) => x)), Math.min(...all.map(({ y }) => y))]
  const [right, bottom] = [Math.max(...all.map(({ x }) => x)), Math.max(...all.map(({ y }) => y))]
  const at = (name: string): Point => {
    const { x, y } = places.get(name) ?? { x: left, y: top }
    return { x: x - left + margin.x, y: y - top + margin.y }
  }
  return {
    width: all.length === 0 ? 0 : right - left + 2 * margin.x,
    height: all.length === 0 ? 0 : bottom - top + 2 * margin.y,
    nodes: nodes.map((name) => ({ name, ...at(name), width: 2 * radius, height: 2 * radius })),
    edges: edges.map((edge) => {
      const points = edge.source === edge.target ? loop(at(edge.source)) : rim(at(edge.source), at(edge.target))
      const [first = { x: 0, y: 0 }, last = first] = [points[0], points.at(-1)]
      return { key: keyOf(edge), points, label: { x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 } }
    }),
  }
}

function rim(from: Point, to: Point): readonly Point[] {
  const { x, y } = between(from, to)
  return [{ x: from.x + x * radius, y: from.y + y * radius }, { x: to.x - x * (radius + 6), y: to.y - y * (radius + 6) }]
}

function loop({ x, y }: Point): readonly Point[] {
  return [{ x: x + 14, y: y - 20 }, { x: x + 48, y: y - 58 }, { x: x + 62, y: y - 10 }, { x: x + 28, y: y - 6 }]
}
