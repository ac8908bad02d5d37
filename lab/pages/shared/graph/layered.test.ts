import { describe, expect, it } from 'vitest'
import { toGraph } from './graph.ts'
import { curve, layered, type Picture } from './layered.ts'

const edge = (source: string, target: string, rate = '1.000000') => ({ source, target, labels: { 'reqs/sec': rate } })
const bookinfo = toGraph({
  nodes: {},
  edges: [
    edge('productpage (v1)', 'reviews (v1)'), edge('ingress (unknown)', 'productpage (v1)'), edge('productpage (v1)', 'details (v1)'),
    edge('productpage (v1)', 'reviews (v2)'), edge('productpage (v1)', 'reviews (v3)'), edge('reviews (v2)', 'ratings (v1)'), edge('reviews (v3)', 'ratings (v1)'),
  ],
})

const yOf = ({ nodes }: Picture, name: string) => nodes.find((node) => node.name === name)?.y ?? Number.NaN

function overlaps({ nodes }: Picture): boolean {
  return nodes.some((a, index) => nodes.slice(index + 1).some((b) => Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2))
}

describe('layered', () => {
  it('puts callers above those whom they call', () => {
    const picture = layered(bookinfo)
    for (const { source, target } of bookinfo.edges) expect(yOf(picture, source)).toBeLessThan(yOf(picture, target))
    for (const version of ['reviews (v2)', 'reviews (v3)', 'details (v1)']) expect(yOf(picture, version)).toBe(yOf(picture, 'reviews (v1)'))
    expect(overlaps(picture)).toBe(false)
  })

  it('ends lines at the rims of the ellipses', () => {
    const { nodes, edges } = layered(bookinfo)
    for (const [index, { source, target }] of bookinfo.edges.entries()) {
      const points = edges[index]?.points ?? []
      for (const [name, point] of [[source, points[0]], [target, points.at(-1)]] as const) {
        const node = nodes.find((one) => one.name === name)
        if (!node || !point) throw new Error(`Expected ${name} to be drawn`)
        expect(Math.hypot((point.x - node.x) / (node.width / 2), (point.y - node.y) / (node.height / 2))).toBeCloseTo(1)
      }
    }
  })

  it('reads versions from left to right', () => {
    const { nodes } = layered(bookinfo)
    const xOf = (name: string) => nodes.find((node) => node.name === name)?.x ?? Number.NaN
    expect(xOf('reviews (v1)')).toBeLessThan(xOf('reviews (v3)'))
  })

  it('stays inside of its size, labels included', () => {
    const { width, height, nodes, edges } = layered(bookinfo)
    for (const point of [...nodes, ...edges.flatMap(({ points, label }) => [...points, label])]) {
      expect(point.x).toBeGreaterThanOrEqual(0)
      expect(point.y).toBeGreaterThanOrEqual(0)
      expect(point.x).toBeLessThanOrEqual(width)
      expect(point.y).toBeLessThanOrEqual(height)
    }
  })

  it('draws the same picture whatever the order of the answer', () => {
    const shuffled = toGraph({ nodes: {}, edges: bookinfo.edges.toReversed().map(({ source, target }) => edge(source, target)) })
    expect(layered(shuffled)).toEqual(layered(bookinfo))
  })

  it.each([
    ['nothing', { nodes: {}, edges: [] }, 0], ['a lone service', { nodes: { 'a (v1)': {} }, edges: [] }, 1],
    ['a service that calls itself', { nodes: {}, edges: [edge('a (v1)', 'a (v1)')] }, 1], ['a circle', { nodes: {}, edges: [edge('a', 'b'), edge('b', 'a')] }, 2],
  ])('bears %s', (_, json, count) => {
    const picture = layered(toGraph(json))
    expect(picture.nodes.length).toBe(count)
    for (const { points } of picture.edges) expect(points.length).toBeGreaterThan(1)
  })
})

describe('curve', () => {
  it.each([
    [[], ''],
    [[{ x: 0, y: 0 }, { x: 10, y: 5 }], 'M0 0L10 5'],
    [[{ x: 0, y: 0 }, { x: 10, y: 10 }, { x: 20, y: 0 }], 'M0 0Q10 10 20 0'],
    [[{ x: 0, y: 0 }, { x: 10, y: 10 }, { x: 20, y: 10 }, { x: 30, y: 0 }], 'M0 0Q10 10 15 10Q20 10 30 0'],
  ])('%j', (points, expected) => {
    expect(curve(points)).toBe(expected)
  })
})
