import { afterEach, describe, expect, it } from 'vitest'
import { read, readList } from '../../kube/read.ts'
import { legacy } from '../../mesh/testing/bookinfo-objects.ts'
import { ask, type Shop, startShop } from '../testing/shop.ts'

let shop: Shop

afterEach(() => shop.stop())

/** Two minutes on v1, then two on v3. */
async function start(): Promise<Shop> {
  shop = startShop({ rate: 2 })
  await shop.clock.pass(120_000)
  shop.put(legacy('RouteRule', 'reviews-default', { destination: { name: 'reviews' }, precedence: 1, route: [{ labels: { version: 'v3' }, weight: 100 }] }))
  await shop.clock.pass(120_000)
  return shop
}

const edges = (body: unknown) => readList(body, 'edges').map((edge) => `${String(read(edge, 'source'))} -> ${String(read(edge, 'target'))}`).toSorted()
const allEdges = [
  'ingress.istio-system (unknown) -> productpage.istio-system (v1)',
  'productpage.istio-system (v1) -> details.istio-system (v1)',
  'productpage.istio-system (v1) -> reviews.istio-system (v1)',
  'productpage.istio-system (v1) -> reviews.istio-system (v3)',
  'reviews.istio-system (v3) -> ratings.istio-system (v1)',
]

describe('Service Graph', () => {
  it('draws who called whom, with rates', async () => {
    const { telemetry } = await start()
    const { body } = await ask(telemetry.serviceGraphApi, '/graph')
    expect(edges(body)).toEqual(allEdges)
    expect(read(body, 'nodes', 'reviews.istio-system (v3)')).toEqual({})
    const ingress = readList(body, 'edges').find((edge) => String(read(edge, 'source')).startsWith('ingress'))
    expect(read(ingress, 'labels', 'reqs/sec')).toMatch(/^\d\.\d{6}$/)
    expect(Number(read(ingress, 'labels', 'reqs/sec'))).toBeCloseTo(2, 0)
  })

  it('forgets with its horizon', async () => {
    const { telemetry } = await start()
    const graph = async (query: string) => edges((await ask(telemetry.serviceGraphApi, `/graph?${query}`)).body)
    expect(await graph('time_horizon=1m&filter_empty=true')).toEqual(allEdges.filter((edge) => !edge.endsWith('reviews.istio-system (v1)')))
    expect(await graph('time_horizon=1m')).toEqual(allEdges)
    expect(await graph('time_horizon=4m&filter_empty=true')).toEqual(allEdges)
  })

  it('writes Graphviz’ language', async () => {
    const { telemetry } = await start()
    const { body } = await ask(telemetry.serviceGraphApi, '/dotgraph')
    expect(body).toMatch(/^digraph "istio-servicegraph" \{\n/)
    expect(body).toMatch(/"reviews_istio-system_\(v3\)" -> "ratings_istio-system_\(v1\)" \[label="reqs\/sec: \d\.\d{6}"\];/)
    expect(body).toContain('"reviews_istio-system_(v3)" [label="reviews.istio-system (v3)"];')
  })

  it('draws a service that is not called when told of it', async () => {
    const { telemetry } = await start()
    expect((await ask(telemetry.serviceGraphApi, '/node?name=lonely%20(v1)', 'POST')).status).toBe(200)
    expect(read((await ask(telemetry.serviceGraphApi, '/graph')).body, 'nodes', 'lonely (v1)')).toEqual({})
    expect((await ask(telemetry.serviceGraphApi, '/node?name=x')).status).toBe(405)
  })

  it.each(['x', '5', '0s', '-1m'])('refuses %s as a horizon', async (horizon) => {
    shop = startShop({ rate: 0 })
    expect((await ask(shop.telemetry.serviceGraphApi, `/graph?time_horizon=${horizon}`)).status).toBe(400)
  })

  it('is empty before there is traffic', async () => {
    shop = startShop({ rate: 0 })
    expect((await ask(shop.telemetry.serviceGraphApi, '/graph')).body).toEqual({ nodes: {}, edges: [] })
  })
})
