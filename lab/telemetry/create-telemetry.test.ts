import { afterEach, describe, expect, it } from 'vitest'
import { bodyJson } from '../images/body.ts'
import { read, readList } from '../kube/read.ts'
import { bookinfoObjects, legacy, toV1 } from '../mesh/testing/bookinfo-objects.ts'
import { createMesh } from '../mesh/create-mesh.ts'
import { VirtualClock } from '../mesh/testing/virtual-clock.ts'
import { builtInImages } from '../images/built-in-images.ts'
import { builtInKinds } from '../kube/kinds.ts'
import type { KubeObject } from '../kube/object.ts'
import { Store } from '../kube/store.ts'
import { createRandom } from '../random.ts'
import { createTelemetry, type LabTelemetry } from './create-telemetry.ts'
import { hop } from './testing/hops.ts'

const halves = legacy('RouteRule', 'reviews-default', { destination: { name: 'reviews' }, precedence: 1, route: [{ labels: { version: 'v1' }, weight: 50 }, { labels: { version: 'v3' }, weight: 50 }] })
const stops: (() => void)[] = []

afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** Bookinfo under five page views a second, with its telemetry, on a clock of its own. */
function startShop() {
  const clock = new VirtualClock()
  const store = new Store({ clock, random: createRandom(7) })
  const put = (object: KubeObject) => {
    const resource = builtInKinds.find(({ kind }) => kind === object.kind)?.resource ?? ''
    store[store.get(resource, object.metadata.namespace, object.metadata.name) ? 'update' : 'create'](resource, object)
  }
  for (const object of [...bookinfoObjects(), ...toV1]) put(object)
  const telemetry = createTelemetry({ clock })
  const mesh = createMesh({ cluster: store, telemetry, images: builtInImages, clock, random: createRandom(7), load: { running: true, rate: 5 } })
  telemetry.watch(mesh.stats)
  stops.push(() => mesh.stop(), () => telemetry.stop())
  return { clock, telemetry, put }
}

async function query(telemetry: LabTelemetry, expression: string): Promise<Record<string, number>> {
  const response = await telemetry.prometheusApi({ method: 'GET', host: 'prometheus', port: 9090, path: `/api/v1/query?query=${encodeURIComponent(expression)}`, headers: {} })
  const result = read(bodyJson(response?.body), 'data', 'result')
  if (!Array.isArray(result)) throw new Error(`Expected a result, got ${String(response?.body)}`)
  return Object.fromEntries(result.map((series: unknown) => [Object.values(read(series, 'metric') ?? {}).join(' '), Number(readList(series, 'value')[1])]))
}

const byVersion = 'sum(rate(istio_request_count{destination_service=~"reviews.*"}[1m])) by (destination_version)'

describe('createTelemetry', () => {
  it('shows traffic moving from v1 to v3, and v2 at rest', async () => {
    const { clock, telemetry, put } = startShop()
    await clock.pass(120_000)
    expect(await query(telemetry, byVersion)).toEqual({ v1: expect.closeTo(5, 1) })
    put(halves)
    await clock.pass(180_000)
    const { v1 = 0, v3 = 0, v2 } = await query(telemetry, byVersion)
    expect(v2).toBeUndefined()
    expect(v1 + v3).toBeCloseTo(5, 1)
    expect(v1).toBeGreaterThan(1.9)
    expect(v3).toBeGreaterThan(1.9)
    put({ ...halves, spec: { destination: { name: 'reviews' }, precedence: 1, route: [{ labels: { version: 'v3' }, weight: 100 }] } })
    await clock.pass(120_000)
    expect(await query(telemetry, byVersion)).toEqual({ v1: 0, v3: expect.closeTo(5, 1) })
  })

  it('moves rates of the last two scrapes in steps of a fifth', async () => {
    const { clock, telemetry } = startShop()
    await clock.pass(60_000)
    for (const rate of Object.values(await query(telemetry, 'irate(istio_request_count[1m])'))) expect((rate * 5) % 1).toBeCloseTo(0, 9)
  })

  it('asks the proxies for their statistics', async () => {
    const { clock, telemetry } = startShop()
    await clock.pass(30_000)
    const name = 'envoy_cluster_out_reviews_istio_system_svc_cluster_local_http_version_v1_upstream_rq_total'
    expect(Object.values(await query(telemetry, name))[0]).toBeGreaterThan(100)
  })

  it('is the same after a restore, and goes on from there', async () => {
    const clock = new VirtualClock()
    const first = createTelemetry({ clock })
    stops.push(() => first.stop())
    for (let second = 0; second < 60; second += 1) {
      first.hop(hop())
      await clock.pass(1000)
    }
    const second = createTelemetry({ clock, state: JSON.parse(JSON.stringify(first.snapshot())) })
    stops.push(() => second.stop())
    expect(await query(second, 'rate(istio_request_count[1m])')).toEqual(await query(first, 'rate(istio_request_count[1m])'))
    await clock.pass(1000)
    for (const one of [first, second]) one.hop(hop())
    await clock.pass(9000)
    expect(await query(second, 'istio_request_count')).toEqual(await query(first, 'istio_request_count'))
    expect(Object.values(await query(second, 'istio_request_count'))).toEqual([61])
  })

  it('leaves no timer behind', async () => {
    const clock = new VirtualClock()
    const telemetry = createTelemetry({ clock })
    await clock.pass(12_000)
    telemetry.stop()
    expect(clock.pending).toBe(0)
  })
})
