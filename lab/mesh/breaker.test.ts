import { describe, expect, test } from 'vitest'
import { bodyText } from '../images/body.ts'
import type { HopResponse } from '../images/image.ts'
import { legacy, namespace, pod } from './testing/bookinfo-objects.ts'
import { call, echo, webObjects } from './testing/echo.ts'
import { createTestMesh, type TestMesh } from './testing/test-mesh.ts'

const policy = (simpleCb: Record<string, unknown>, labels?: Record<string, string>) =>
  legacy('DestinationPolicy', 'web-cb', { destination: { name: 'web', ...(labels ? { labels } : {}) }, circuitBreaker: { simpleCb } })
const toV1 = legacy('RouteRule', 'web-default', { destination: { name: 'web' }, route: [{ labels: { version: 'v1' } }] })
const stat = (mesh: TestMesh, name: string) => mesh.mesh.stats.read().find((one) => one.name === `envoy_cluster_out_web_istio_system_svc_cluster_local_http_${name}`)?.value

/** Calls that start at the same moment. */
async function together(mesh: TestMesh, times: number, from = 'client-v1'): Promise<readonly HopResponse[]> {
  const calls = Array.from({ length: times }, () => mesh.mesh.callFrom(namespace, `${from}-1796424978-4ddjj`, { method: 'GET', host: 'web', port: 80, path: '/', headers: { host: 'web' } }))
  const answers = await mesh.clock.until(Promise.all(calls))
  return answers.flatMap((answer) => (answer === 'timeout' ? [] : [answer]))
}

const codes = (answers: readonly HopResponse[]) => answers.map(({ status }) => status).toSorted()

describe('connections', () => {
  const slow = (objects: readonly ReturnType<typeof policy>[], versions = ['v1']) => createTestMesh({ objects: [...webObjects(versions, Object.fromEntries(versions.map((version) => [version, { DELAY_MS: '100' }]))), ...objects], images: [echo] })

  test('one at a time, one waiting, the rest refused at once', async () => {
    const mesh = slow([toV1, policy({ maxConnections: 1, httpMaxPendingRequests: 1 }, { version: 'v1' })])
    const answers = await together(mesh, 5)
    expect(codes(answers)).toEqual([200, 200, 503, 503, 503])
    const [refused] = answers.filter(({ status }) => status === 503)
    expect(refused?.headers['x-envoy-overloaded']).toBe('true')
    expect(bodyText(refused?.body ?? '')).toContain('overflow')
    expect(mesh.hops.filter(({ responseFlags }) => responseFlags === 'UO')).toHaveLength(3)
    expect(stat(mesh, 'version_v1_upstream_rq_pending_overflow')).toBe(3)
    expect(stat(mesh, 'version_v1_upstream_cx_active')).toBe(0)
  })

  test('a waiting request gets its turn in order, and its time counts from its start', async () => {
    const mesh = slow([toV1, policy({ maxConnections: 1, httpMaxPendingRequests: 5 }, { version: 'v1' })])
    const startMs = mesh.clock.now()
    expect(codes(await together(mesh, 4))).toEqual([200, 200, 200, 200])
    expect(mesh.clock.now() - startMs).toBeGreaterThanOrEqual(400)
    expect(mesh.hops.map(({ durationMs }) => Math.round(durationMs / 100))).toEqual([1, 2, 3, 4])
  })

  test('limits are those of each calling proxy', async () => {
    const mesh = slow([toV1, policy({ maxConnections: 1, httpMaxPendingRequests: 1 }, { version: 'v1' })])
    mesh.put(pod('other-v1', { image: 'test/echo', labels: { app: 'other', version: 'v1' } }))
    const answers = await Promise.all([together(mesh, 3), together(mesh, 3, 'other-v1')])
    expect(answers.map(codes)).toEqual([[200, 200, 503], [200, 200, 503]])
  })

  test('a policy for v1 does nothing until a rule routes to v1', async () => {
    const mesh = slow([policy({ maxConnections: 1, httpMaxPendingRequests: 1 }, { version: 'v1' })])
    expect(codes(await together(mesh, 5))).toEqual([200, 200, 200, 200, 200])
    mesh.put(toV1)
    expect(codes(await together(mesh, 5))).toEqual([200, 200, 503, 503, 503])
  })

  test('without a policy many go at once', async () => {
    expect(new Set(codes(await together(slow([]), 200)))).toEqual(new Set([200]))
  })

  test('a changed policy acts at once', async () => {
    const mesh = slow([toV1, policy({ maxConnections: 1, httpMaxPendingRequests: 1 }, { version: 'v1' })])
    mesh.put(policy({ httpConsecutiveErrors: 1 }, { version: 'v1' }))
    expect(codes(await together(mesh, 5))).toEqual([200, 200, 200, 200, 200])
  })
})

describe('pods that fail', () => {
  const breaker = { httpConsecutiveErrors: 1, sleepWindow: '15m', httpDetectionInterval: '10s', httpMaxEjectionPercent: 100 }
  const broken = pod('web-broken', { image: 'test/echo', labels: { app: 'web', version: 'v1' }, env: { STATUSES: '500' } })
  const start = (simpleCb: Record<string, unknown> = breaker) => createTestMesh({ objects: [...webObjects(['v1']), broken, toV1, policy(simpleCb, { version: 'v1' })], images: [echo] })
  const brokenCalls = (mesh: TestMesh) => mesh.linesOf(namespace, 'web-broken-1796424978-4ddjj', 'web')?.length

  test('are left alone after one error, as the gauge shows', async () => {
    const mesh = start()
    for (let time = 0; time < 20; time += 1) await call(mesh, 'web/')
    expect(brokenCalls(mesh)).toBe(1)
    expect(mesh.hops.filter(({ responseCode }) => responseCode === 500)).toHaveLength(1)
    expect(stat(mesh, 'version_v1_outlier_detection_ejections_active')).toBe(1)
  })

  test('are left alone by each caller for itself', async () => {
    const mesh = start()
    mesh.put(pod('other-v1', { image: 'test/echo', labels: { app: 'other', version: 'v1' } }))
    for (let time = 0; time < 10; time += 1) {
      await call(mesh, 'web/')
      await call(mesh, 'web/', { from: 'other-v1' })
    }
    expect(brokenCalls(mesh)).toBe(2)
  })

  test('come back after the sleep window, each time later', async () => {
    const mesh = start()
    const loadFor = async (ms: number) => {
      for (const endMs = mesh.clock.now() + ms; mesh.clock.now() < endMs;) {
        await call(mesh, 'web/')
        await call(mesh, 'web/')
        await mesh.clock.pass(10_000)
      }
    }
    await loadFor(14 * 60_000)
    expect(brokenCalls(mesh)).toBe(1)
    await loadFor(2 * 60_000)
    expect(brokenCalls(mesh)).toBe(2)
    await loadFor(28 * 60_000)
    expect(brokenCalls(mesh)).toBe(2)
    await loadFor(3 * 60_000)
    expect(brokenCalls(mesh)).toBe(3)
  })

  test('are used while errors are not in a row', async () => {
    const mesh = createTestMesh({ objects: [...webObjects(['v1'], { v1: { STATUSES: '500,200,500,200,500,500,500,200' } }), toV1, policy({ ...breaker, httpConsecutiveErrors: 3 }, { version: 'v1' })], images: [echo] })
    const seen: number[] = []
    for (let time = 0; time < 8; time += 1) seen.push((await call(mesh, 'web/')).status)
    // The only pod is ejected, and with fewer than half of the pods left all of them are used again.
    expect(seen).toEqual([500, 200, 500, 200, 500, 500, 500, 200])
    expect(stat(mesh, 'version_v1_outlier_detection_ejections_active')).toBe(1)
  })

  test('no more of them than the share allows', async () => {
    const bad = ['a', 'b', 'c', 'd'].map((name) => pod(`web-bad-${name}`, { image: 'test/echo', labels: { app: 'web', version: 'v1' }, env: { STATUSES: '500' } }))
    const mesh = createTestMesh({ objects: [...webObjects(['v1']), ...bad, toV1, policy({ ...breaker, httpMaxEjectionPercent: 40 }, { version: 'v1' })], images: [echo] })
    for (let time = 0; time < 50; time += 1) await call(mesh, 'web/')
    expect(stat(mesh, 'version_v1_outlier_detection_ejections_active')).toBe(2)
  })

  test('are taken back when the policy changes', async () => {
    const mesh = start()
    for (let time = 0; time < 5; time += 1) await call(mesh, 'web/')
    mesh.put(policy({ ...breaker, sleepWindow: '20m' }, { version: 'v1' }))
    for (let time = 0; time < 5; time += 1) await call(mesh, 'web/')
    expect(brokenCalls(mesh)).toBe(2)
  })

  test('five errors in a row and thirty seconds where the policy says nothing of them', async () => {
    const mesh = start({ maxConnections: 100, httpMaxEjectionPercent: 100 })
    for (let time = 0; time < 40; time += 1) await call(mesh, 'web/')
    expect(brokenCalls(mesh)).toBe(5)
    await mesh.clock.pass(41_000)
    for (let time = 0; time < 10; time += 1) await call(mesh, 'web/')
    expect(brokenCalls(mesh)).toBeGreaterThan(5)
  })
})

describe('balancing', () => {
  const balanced = (name: string) => createTestMesh({ objects: [...webObjects(['v1', 'v2', 'v3']), legacy('DestinationPolicy', 'web', { destination: { name: 'web' }, loadBalancing: { name } })], images: [echo] })
  const sequence = async (mesh: TestMesh) => {
    const pods: unknown[] = []
    for (let time = 0; time < 30; time += 1) pods.push((await call(mesh, 'web/')).headers['x-pod'])
    return pods
  }

  test('ROUND_ROBIN goes in turns', async () => {
    const pods = await sequence(balanced('ROUND_ROBIN'))
    expect(pods.slice(3)).toEqual(pods.slice(0, -3))
  })

  test('RANDOM does not, and leaves nobody out', async () => {
    const pods = await sequence(balanced('RANDOM'))
    expect(pods.slice(3)).not.toEqual(pods.slice(0, -3))
    expect(new Set(pods).size).toBe(3)
  })
})
