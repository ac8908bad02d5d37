import { describe, expect, it } from 'vitest'
import { toGraph } from './graph.ts'
import { relaxed } from './forces.ts'
import { layered } from './layered.ts'

const graph = (...pairs: readonly (readonly [string, string])[]) => toGraph({ nodes: {}, edges: pairs.map(([source, target]) => ({ source, target, labels: { 'reqs/sec': '1' } })) })
const picture = (of: ReturnType<typeof graph>) => relaxed(of, layered(of))
const star = graph(['in', 'page'], ['page', 'a'], ['page', 'b'], ['page', 'c'], ['b', 'd'], ['c', 'd'])

describe('relaxed', () => {
  it('keeps nodes apart and edges short', () => {
    const { nodes } = picture(star)
    const distance = (a: string, b: string) => {
      const [one, other] = [nodes.find(({ name }) => name === a), nodes.find(({ name }) => name === b)]
      return Math.hypot((one?.x ?? 0) - (other?.x ?? 0), (one?.y ?? 0) - (other?.y ?? 0))
    }
    for (const [index, one] of nodes.entries()) for (const other of nodes.slice(index + 1)) expect(distance(one.name, other.name)).toBeGreaterThan(60)
    for (const { source, target } of star.edges) expect(distance(source, target)).toBeLessThan(400)
  })

  it('is the same each time and inside of its size', () => {
    const first = picture(star)
    expect(picture(star)).toEqual(first)
    for (const { x, y } of first.nodes) {
      expect(x).toBeGreaterThan(0)
      expect(y).toBeGreaterThan(0)
      expect(x).toBeLessThan(first.width)
      expect(y).toBeLessThan(first.height)
    }
  })

  it.each([['nothing', graph(), 0], ['a loop', graph(['a', 'a']), 1], ['both ways', graph(['a', 'b'], ['b', 'a']), 2]])('bears %s', (_, of, count) => {
    const { nodes, edges } = picture(of)
    expect(nodes.length).toBe(count)
    for (const { x, y } of [...nodes, ...edges.flatMap(({ points }) => points)]) expect(Number.isFinite(x + y)).toBe(true)
  })
})
