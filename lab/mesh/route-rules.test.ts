import { describe, expect, test } from 'vitest'
import { bodyText } from '../images/body.ts'
import type { KubeObject } from '../kube/object.ts'
import { legacy, pod } from './testing/bookinfo-objects.ts'
import { call, echo, heard, versionsOf, webObjects } from './testing/echo.ts'
import { createTestMesh, type TestMesh } from './testing/test-mesh.ts'

const rule = (name: string, spec: Record<string, unknown>): KubeObject => legacy('RouteRule', name, { destination: { name: 'web' }, ...spec })
const to = (version: string, weight?: number) => ({ labels: { version }, ...(weight === undefined ? {} : { weight }) })
const start = (...rules: readonly KubeObject[]): TestMesh => createTestMesh({ objects: [...webObjects(), ...rules], images: [echo] })

describe('which rule', () => {
  test('wins: the highest precedence, whatever the order in which they came', async () => {
    expect(await versionsOf(start(rule('a', { precedence: 1, route: [to('v1')] }), rule('b', { precedence: 2, route: [to('v2')] })), 5)).toEqual({ v2: 5 })
    expect(await versionsOf(start(rule('b', { precedence: 2, route: [to('v2')] }), rule('a', { precedence: 1, route: [to('v1')] })), 5)).toEqual({ v2: 5 })
  })

  test('wins among equals: the first by name', async () => {
    expect(await versionsOf(start(rule('b', { route: [to('v2')] }), rule('a', { route: [to('v1')] })), 5)).toEqual({ v1: 5 })
  })

  test('takes what a rule with conditions leaves', async () => {
    const mesh = start(rule('a', { precedence: 2, match: { request: { headers: { 'x-group': { exact: 'test' } } } }, route: [to('v2')] }), rule('b', { precedence: 1, route: [to('v1')] }))
    expect(heard(await call(mesh, 'web/', { headers: { 'x-group': 'test' } })).pod).toContain('web-v2')
    expect(heard(await call(mesh, 'web/', { headers: { 'x-group': 'rest' } })).pod).toContain('web-v1')
    expect(heard(await call(mesh, 'web/')).pod).toContain('web-v1')
  })

  test('all versions take turns where no rule is left', async () => {
    const mesh = start(rule('a', { match: { request: { headers: { 'x-group': { exact: 'test' } } } }, route: [to('v2')] }))
    expect(await versionsOf(mesh, 10)).toEqual({ v1: 5, v2: 5 })
  })

  test('a rule without a route is for the whole service', async () => {
    expect(await versionsOf(start(rule('a', { httpReqTimeout: { simpleTimeout: { timeout: '1s' } } })), 10)).toEqual({ v1: 5, v2: 5 })
  })

  test('a rule counts from its creation to its deletion', async () => {
    const mesh = start()
    const one = rule('a', { route: [to('v2')] })
    mesh.put(one)
    expect(await versionsOf(mesh, 4)).toEqual({ v2: 4 })
    mesh.remove(one)
    expect(await versionsOf(mesh, 4)).toEqual({ v1: 2, v2: 2 })
  })
})

describe('what a header must be', () => {
  const cookie = { regex: '^(.*?;)?(user=jason)(;.*)?$' }
  test.each([
    [{ cookie }, { cookie: 'user=jason' }, true],
    [{ cookie }, { cookie: 'user=jason; a=b' }, true],
    [{ cookie }, { cookie: 'a=b;user=jason' }, true],
    // The expression has no place for the blank that browsers put between cookies.
    [{ cookie }, { cookie: 'a=b; user=jason' }, false],
    [{ cookie }, { cookie: 'user=jasons' }, false],
    [{ cookie }, { cookie: 'xuser=jason' }, false],
    [{ cookie }, {}, false],
    [{ cookie: { regex: 'user=jason' } }, { cookie: 'user=jason; a=b' }, false],
    [{ 'x-a': { exact: 'b' } }, { 'x-a': 'b' }, true],
    [{ 'x-a': { exact: 'b' } }, { 'x-a': 'B' }, false],
    [{ 'x-a': { prefix: 'b' } }, { 'x-a': 'bcd' }, true],
    [{ 'x-a': { prefix: '.*' } }, { 'x-a': 'bcd' }, false],
    [{ 'x-a': { exact: 'b' }, 'x-c': { exact: 'd' } }, { 'x-a': 'b' }, false],
    [{ 'x-a': { exact: 'b' }, 'x-c': { exact: 'd' } }, { 'x-a': 'b', 'x-c': 'd' }, true],
    // A pattern that RE2 refuses fits nothing, and hangs nobody.
    [{ 'x-a': { regex: '(?=b)b' } }, { 'x-a': 'b' }, false],
    [{ 'x-a': { regex: '(a+)+$' } }, { 'x-a': `${'a'.repeat(5000)}!` }, false],
    [{ method: { exact: 'GET' } }, {}, true],
    [{ method: { exact: 'POST' } }, {}, false],
    [{ authority: { exact: 'web' } }, {}, true],
    [{ uri: { exact: '/a' } }, {}, true],
    [{ uri: { exact: '/a?x=1' } }, {}, false],
    [{ uri: { prefix: '/' } }, {}, true],
    [{ uri: { prefix: '/b' } }, {}, false],
    [{ uri: { regex: '/[a-c]' } }, {}, true],
    [{ uri: { regex: '/[b-c]' } }, {}, false],
  ])('%o with %o: %s', async (conditions, headers, fits) => {
    const mesh = start(rule('a', { precedence: 1, match: { request: { headers: conditions } }, route: [to('v2')] }), rule('b', { route: [to('v1')] }))
    expect(heard(await call(mesh, 'web/a?x=1', { headers })).pod).toContain(fits ? 'web-v2' : 'web-v1')
  })
})

describe('who calls', () => {
  const source = (labels: object) => rule('a', { precedence: 1, match: { source: { name: 'client', labels } }, route: [to('v2')] })
  test.each([[{ version: 'v1' }, 'web-v2'], [{ version: 'v2' }, 'web-v1'], [{}, 'web-v2']])('source %o goes to %s', async (labels, expected) => {
    expect(heard(await call(start(source(labels), rule('b', { route: [to('v1')] })), 'web/')).pod).toContain(expected)
  })

  test('does not matter to a pod without a sidecar: it has no rules', async () => {
    const mesh = createTestMesh({ objects: [...webObjects(), pod('plain', { image: 'test/echo', labels: { app: 'plain' }, sidecar: false }), rule('a', { route: [to('v2')] })], images: [echo] })
    const pods = new Set<string>()
    for (let time = 0; time < 20; time += 1) pods.add(heard(await call(mesh, 'web/', { from: 'plain' })).pod.slice(0, 6))
    expect([...pods].toSorted()).toEqual(['web-v1', 'web-v2'])
    expect(mesh.hops).toEqual([])
  })
})

describe('where requests go', () => {
  test.each([[90, 10], [50, 50], [1, 99], [100, 0]])('weights %d and %d', async (one, other) => {
    const { v1 = 0, v2 = 0 } = await versionsOf(start(rule('a', { route: [to('v1', one), to('v2', other)] })), 1000)
    expect(v1 + v2).toBe(1000)
    // Within four deviations of what chance allows.
    expect(Math.abs(v1 - one * 10)).toBeLessThanOrEqual(4 * Math.sqrt((1000 * one * other) / 10_000))
  })

  test('to another service, with its port', async () => {
    const mesh = start(rule('a', { route: [{ destination: { name: 'client' } }] }))
    expect(heard(await call(mesh, 'web/')).pod).toContain('client-v1')
  })

  test('nowhere, where no pod has the labels', async () => {
    const answer = await call(start(rule('a', { route: [to('v9')] })), 'web/')
    expect([answer.status, bodyText(answer.body)]).toEqual([503, 'no healthy upstream'])
  })

  test('to no pod that is not ready', async () => {
    const mesh = createTestMesh({ objects: [...webObjects(['v1']), pod('web-v2', { image: 'test/echo', labels: { app: 'web', version: 'v2' }, ready: false })], images: [echo] })
    expect(await versionsOf(mesh, 5)).toEqual({ v1: 5 })
  })

  test('to no pod that is being deleted', async () => {
    const mesh = start()
    const leaving = pod('web-v2', { image: 'test/echo', labels: { app: 'web', version: 'v2' } })
    mesh.put({ ...leaving, metadata: { ...leaving.metadata, deletionTimestamp: '2018-03-01T00:00:30Z' } })
    expect(await versionsOf(mesh, 5)).toEqual({ v1: 5 })
  })

  test.each(['web', 'web.istio-system', 'web.istio-system.svc', 'web.istio-system.svc.cluster.local'])('%s is the service', async (host) => {
    expect((await call(start(), host)).status).toBe(200)
  })

  test('outside hosts are unknown without an EgressRule', async () => {
    const mesh = start()
    expect((await call(mesh, 'www.example.com/')).status).toBe(404)
    mesh.put(legacy('EgressRule', 'out', { destination: { service: '*.example.com' }, ports: [{ port: 80, protocol: 'http' }] }))
    expect(bodyText((await call(mesh, 'www.example.com/x')).body)).toContain('www.example.com')
    expect((await call(mesh, 'www.example.com/', { port: 81 })).status).toBe(404)
    expect((await call(mesh, 'example.org/')).status).toBe(404)
  })
})

describe('what becomes of a request', () => {
  test('redirect answers in the place of the service', async () => {
    const mesh = start(rule('a', { redirect: { uri: '/new', authority: 'other' } }))
    const answer = await call(mesh, 'web/old?x=1')
    expect([answer.status, answer.headers['location']]).toEqual([301, 'http://other/new?x=1'])
    expect(mesh.linesOf('istio-system', 'web-v1-1796424978-4ddjj', 'web')).toEqual([])
  })

  test.each([
    [{ uri: '/new' }, { uri: { prefix: '/old' } }, '/new/x?q=1', 'web'],
    [{ uri: '/new' }, { uri: { exact: '/old/x' } }, '/new?q=1', 'web'],
    [{ authority: 'other' }, { uri: { prefix: '/old' } }, '/old/x?q=1', 'other'],
  ])('rewrite %o where %o', async (rewrite, headers, path, host) => {
    const echoed = heard(await call(start(rule('a', { match: { request: { headers } }, rewrite })), 'web/old/x?q=1'))
    expect([echoed.path, echoed.headers['host']]).toEqual([path, host])
  })

  test('headers are added', async () => {
    expect(heard(await call(start(rule('a', { appendHeaders: { 'X-Added': 'yes' } })), 'web/')).headers['x-added']).toBe('yes')
  })

  test('a mirror gets a copy under a shadow name, and its answer is dropped', async () => {
    const mesh = start(rule('a', { route: [to('v1')], mirror: { name: 'web', labels: { version: 'v2' } } }))
    expect(heard(await call(mesh, 'web/a')).pod).toContain('web-v1')
    await mesh.clock.pass(10)
    expect(mesh.linesOf('istio-system', 'web-v2-1796424978-4ddjj', 'web')).toEqual(['GET /a'])
    expect(mesh.hops).toHaveLength(1)
  })

  test('a browser is told which origins may ask', async () => {
    const mesh = start(rule('a', { corsPolicy: { allowOrigin: ['http://shop'], allowMethods: ['GET', 'PUT'], allowHeaders: ['x-a'], maxAge: '24h', allowCredentials: true } }))
    const asked = await call(mesh, 'web/', { method: 'OPTIONS', headers: { origin: 'http://shop', 'access-control-request-method': 'PUT' } })
    expect(asked.status).toBe(200)
    expect(asked.headers).toMatchObject({ 'access-control-allow-origin': 'http://shop', 'access-control-allow-methods': 'GET,PUT', 'access-control-max-age': '86400', 'access-control-allow-credentials': 'true' })
    expect((await call(mesh, 'web/', { headers: { origin: 'http://evil' } })).headers).not.toHaveProperty('access-control-allow-origin')
  })

  test('each answer says in its span which rule it followed', async () => {
    const mesh = start(rule('my-rule', { route: [to('v1')] }))
    await call(mesh, 'web/')
    expect(mesh.spans.filter(({ kind }) => kind === 'client').map(({ operation }) => operation)).toEqual(['my-rule'])
  })
})

describe('how long', () => {
  const slow = (ms: number, ...rules: readonly KubeObject[]) => createTestMesh({ objects: [...webObjects(['v1'], { v1: { DELAY_MS: String(ms) } }), ...rules], images: [echo] })
  const timeout = (value: string) => rule('a', { httpReqTimeout: { simpleTimeout: { timeout: value } } })

  test.each([
    ['1s', 500, 200], ['1s', 1500, 504], ['0.5s', 600, 504], ['1m', 20_000, 200], ['250ms', 300, 504],
  ])('with a limit of %s an answer after %d ms is %d', async (limit, ms, status) => {
    const answer = await call(slow(ms, timeout(limit)), 'web/')
    expect(answer.status).toBe(status)
    if (status === 504) expect(bodyText(answer.body)).toBe('upstream request timeout')
  })

  test('15 seconds, unless a rule or the request says otherwise', async () => {
    expect((await call(slow(14_000), 'web/')).status).toBe(200)
    expect((await call(slow(16_000), 'web/')).status).toBe(504)
    expect((await call(slow(16_000), 'web/', { headers: { 'x-envoy-upstream-rq-timeout-ms': '20000' } })).status).toBe(200)
    expect((await call(slow(100), 'web/', { headers: { 'x-envoy-upstream-rq-timeout-ms': '50' } })).status).toBe(504)
  })

  test('a request that timed out is told of as UT', async () => {
    const mesh = slow(1500, timeout('1s'))
    await call(mesh, 'web/')
    expect(mesh.hops.map(({ responseCode, responseFlags }) => [responseCode, responseFlags])).toEqual([[504, 'UT']])
  })
})

describe('how often', () => {
  const retry = (attempts: number, more: object = {}) => rule('a', { httpReqRetries: { simpleRetry: { attempts, ...more } } })
  const failing = (statuses: string, ...rules: readonly KubeObject[]) => createTestMesh({ objects: [...webObjects(['v1'], { v1: { STATUSES: statuses } }), ...rules], images: [echo] })
  const tries = (mesh: TestMesh) => mesh.linesOf('istio-system', 'web-v1-1796424978-4ddjj', 'web')?.length

  test.each([
    ['503,200', 0, 503, 1], ['503,200', 1, 200, 2], ['503,500,200', 3, 200, 3], ['503', 3, 503, 4], ['404,200', 3, 404, 1],
  ])('answers %s with %d retries: %d after %d tries', async (statuses, attempts, status, count) => {
    const mesh = failing(statuses, ...(attempts > 0 ? [retry(attempts)] : []))
    expect((await call(mesh, 'web/')).status).toBe(status)
    expect(tries(mesh)).toBe(count)
    expect(mesh.hops).toHaveLength(1)
  })

  test('each try has its own time, and all of them the time of the request', async () => {
    const objects = [...webObjects(['v1'], { v1: { DELAY_MS: '900' } }), rule('a', { httpReqTimeout: { simpleTimeout: { timeout: '2s' } }, httpReqRetries: { simpleRetry: { attempts: 10, perTryTimeout: '500ms' } } })]
    const mesh = createTestMesh({ objects, images: [echo] })
    const startMs = mesh.clock.now()
    expect((await call(mesh, 'web/')).status).toBe(504)
    expect(mesh.clock.now() - startMs).toBeLessThanOrEqual(2000)
    expect(tries(mesh)).toBeGreaterThanOrEqual(3)
    expect(tries(mesh)).toBeLessThanOrEqual(4)
  })
})
