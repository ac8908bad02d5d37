import { afterEach, describe, expect, it } from 'vitest'
import { legacy } from '../mesh/testing/bookinfo-objects.ts'
import { VirtualClock } from '../mesh/testing/virtual-clock.ts'
import { createTelemetry } from './create-telemetry.ts'
import { hop } from './testing/hops.ts'
import { ask, instant, type Shop, startShop } from './testing/shop.ts'

const halves = legacy('RouteRule', 'reviews-default', { destination: { name: 'reviews' }, precedence: 1, route: [{ labels: { version: 'v1' }, weight: 50 }, { labels: { version: 'v3' }, weight: 50 }] })
const stops: (() => void)[] = []

afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

function start(rate: number): Shop {
  const shop = startShop({ rate })
  stops.push(() => shop.stop())
  return shop
}

const byVersion = 'sum(rate(istio_request_count{destination_service=~"reviews.*"}[1m])) by (destination_version)'

describe('createTelemetry', () => {
  it('shows traffic moving from v1 to v3, and v2 at rest', async () => {
    const { clock, telemetry, put } = start(5)
    await clock.pass(120_000)
    expect(await instant(telemetry, byVersion)).toEqual({ v1: expect.closeTo(5, 1) })
    put(halves)
    await clock.pass(180_000)
    const { v1 = 0, v3 = 0, v2 } = await instant(telemetry, byVersion)
    expect(v2).toBeUndefined()
    expect(v1 + v3).toBeCloseTo(5, 1)
    expect(v1).toBeGreaterThan(1.9)
    expect(v3).toBeGreaterThan(1.9)
    put({ ...halves, spec: { destination: { name: 'reviews' }, precedence: 1, route: [{ labels: { version: 'v3' }, weight: 100 }] } })
    await clock.pass(120_000)
    expect(await instant(telemetry, byVersion)).toEqual({ v1: 0, v3: expect.closeTo(5, 1) })
  })

  it('moves rates of the last two scrapes in steps of a fifth', async () => {
    const { clock, telemetry } = start(5)
    await clock.pass(60_000)
    for (const rate of Object.values(await instant(telemetry, 'irate(istio_request_count[1m])'))) expect((rate * 5) % 1).toBeCloseTo(0, 9)
  })

  it('asks the proxies for their statistics', async () => {
    const { clock, telemetry } = start(5)
    await clock.pass(30_000)
    const name = 'envoy_cluster_out_reviews_istio_system_svc_cluster_local_http_version_v1_upstream_rq_total'
    expect(Object.values(await instant(telemetry, name))[0]).toBeGreaterThan(100)
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
    expect(await instant(second, 'rate(istio_request_count[1m])')).toEqual(await instant(first, 'rate(istio_request_count[1m])'))
    await clock.pass(1000)
    for (const one of [first, second]) one.hop(hop())
    await clock.pass(9000)
    expect(await instant(second, 'istio_request_count')).toEqual(await instant(first, 'istio_request_count'))
    expect(Object.values(await instant(second, 'istio_request_count'))).toEqual([61])
  })

  it('keeps spans over a restore', async () => {
    const { clock, telemetry, view } = start(0)
    await view()
    const restored = createTelemetry({ clock, state: JSON.parse(JSON.stringify(telemetry.snapshot())) })
    stops.push(() => restored.stop())
    const path = '/api/traces?service=istio-ingress'
    expect(await ask(restored.jaegerApi, path)).toEqual(await ask(telemetry.jaegerApi, path))
  })

  it('leaves no timer behind', async () => {
    const clock = new VirtualClock()
    const telemetry = createTelemetry({ clock })
    await clock.pass(12_000)
    telemetry.stop()
    expect(clock.pending).toBe(0)
  })
})
