import { describe, expect, test } from 'vitest'
import { bodyText } from '../images/body.ts'
import type { KubeObject } from '../kube/object.ts'
import { bookinfoObjects, legacy, namespace, pod } from './testing/bookinfo-objects.ts'
import { call, echo, heard, versionsOf, webObjects } from './testing/echo.ts'
import { createTestMesh, starsOf, type TestMesh } from './testing/test-mesh.ts'

const modern = (kind: string, name: string, spec: Record<string, unknown>): KubeObject => ({ apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace }, spec })
const service = (http: readonly unknown[], more: Record<string, unknown> = {}, name = 'web') => modern('VirtualService', name, { hosts: ['web'], http, ...more })
const subsets = (more: Record<string, unknown> = {}) => modern('DestinationRule', 'web', { host: 'web', subsets: [{ name: 'v1', labels: { version: 'v1' } }, { name: 'v2', labels: { version: 'v2' } }], ...more })
const to = (subset: string, weight?: number) => ({ destination: { host: 'web', subset }, ...(weight === undefined ? {} : { weight }) })
const start = (...rules: readonly KubeObject[]): TestMesh => createTestMesh({ objects: [...webObjects(), ...rules], images: [echo] })

describe('routes', () => {
  test('the first that matches is taken', async () => {
    const mesh = start(subsets(), service([
      { match: [{ headers: { 'end-user': { exact: 'jason' } } }], route: [to('v2')] },
      { route: [to('v1')] },
    ]))
    expect(heard(await call(mesh, 'web/', { headers: { 'end-user': 'jason' } })).pod).toContain('web-v2')
    expect(heard(await call(mesh, 'web/')).pod).toContain('web-v1')
  })

  test.each([[50, 50, 500], [1, 3, 250], [90, 10, 900], [5, 0, 1000]])('weights %d and %d are relative', async (one, other, expected) => {
    const { v1 = 0 } = await versionsOf(start(subsets(), service([{ route: [to('v1', one), to('v2', other)] }])), 1000)
    const share = one / (one + other)
    expect(Math.abs(v1 - expected)).toBeLessThanOrEqual(4 * Math.sqrt(1000 * share * (1 - share)))
  })

  test('a single entry ignores its weight', async () => {
    expect(await versionsOf(start(subsets(), service([{ route: [to('v2', 1)] }])), 4)).toEqual({ v2: 4 })
  })

  test('an unknown subset is 503', async () => {
    expect(await versionsOf(start(subsets(), service([{ route: [to('v9')] }])), 2)).toEqual({ 503: 2 })
    expect(await versionsOf(start(service([{ route: [to('v1')] }])), 2)).toEqual({ 503: 2 })
  })

  test('no route that matches is 404', async () => {
    expect((await call(start(subsets(), service([{ match: [{ uri: { prefix: '/a' } }], route: [to('v1')] }])), 'web/b')).status).toBe(404)
  })

  test('without any rule all versions get their share, with two more tries where nobody listens', async () => {
    expect(Object.keys(await versionsOf(start(subsets()), 20)).toSorted()).toEqual(['v1', 'v2'])
  })

  test('of two for one host the older counts', async () => {
    const [older, newer] = [service([{ route: [to('v1')] }], {}, 'z'), service([{ route: [to('v2')] }], {}, 'a')]
    const mesh = start(subsets(), { ...older, metadata: { ...older.metadata, creationTimestamp: '2018-01-01T00:00:00Z' } }, newer)
    expect(await versionsOf(mesh, 4)).toEqual({ v1: 4 })
  })

  test.each([
    [{ uri: { exact: '/a' } }, true], [{ uri: { prefix: '/b' } }, false], [{ uri: { regex: '/[ab]' } }, true], [{ uri: { exact: '/A' }, ignoreUriCase: true }, true], [{ uri: { exact: '/A' } }, false],
    [{ queryParams: { x: { exact: '1' } } }, true], [{ queryParams: { x: { exact: '2' } } }, false], [{ queryParams: { y: { exact: '1' } } }, false],
    [{ headers: { 'X-A': { exact: 'b' } } }, true], [{ headers: { 'x-a': {} } }, true], [{ headers: { 'x-b': {} } }, false], [{ withoutHeaders: { 'x-a': {} } }, false], [{ withoutHeaders: { 'x-b': {} } }, true],
    [{ method: { exact: 'GET' } }, true], [{ method: { exact: 'PUT' } }, false], [{ port: 80 }, true], [{ port: 81 }, false], [{ authority: { prefix: 'we' } }, true],
    [{ sourceLabels: { app: 'client' } }, true], [{ sourceLabels: { app: 'other' } }, false], [{ sourceNamespace: 'istio-system' }, true], [{ sourceNamespace: 'other' }, false], [{ gateways: ['mesh'] }, true], [{ gateways: ['door'] }, false],
    [{ uri: { exact: '/a' }, headers: { 'x-a': { exact: 'c' } } }, false],
    [{ headers: { constructor: { exact: 'x' } } }, false],
  ])('match %o: %s', async (match, fits) => {
    const mesh = start(subsets(), service([{ match: [match], route: [to('v2')] }, { route: [to('v1')] }]))
    expect(heard(await call(mesh, 'web/a?x=1', { headers: { 'x-a': 'b' } })).pod).toContain(fits ? 'web-v2' : 'web-v1')
  })

  test('one of several matches is enough', async () => {
    const mesh = start(subsets(), service([{ match: [{ uri: { exact: '/a' } }, { uri: { exact: '/b' } }], route: [to('v2')] }, { route: [to('v1')] }]))
    const pods = [heard(await call(mesh, 'web/a')), heard(await call(mesh, 'web/b')), heard(await call(mesh, 'web/c'))].map(({ pod: name }) => name.slice(0, 6))
    expect(pods).toEqual(['web-v2', 'web-v2', 'web-v1'])
  })

  test('a route may delegate to another service’s routes', async () => {
    const mesh = start(subsets(), service([{ match: [{ uri: { prefix: '/a' } }], delegate: { name: 'inner' } }, { route: [to('v1')] }]), modern('VirtualService', 'inner', { http: [{ route: [to('v2')] }] }))
    expect(heard(await call(mesh, 'web/a')).pod).toContain('web-v2')
    expect(heard(await call(mesh, 'web/b')).pod).toContain('web-v1')
  })

  test('hosts may be short, full or wild', async () => {
    for (const host of ['web', 'web.istio-system.svc.cluster.local', '*.istio-system.svc.cluster.local']) {
      expect(await versionsOf(start(subsets(), service([{ route: [to('v2')] }], { hosts: [host] })), 2), host).toEqual({ v2: 2 })
    }
  })
})

describe('what becomes of a request', () => {
  test('headers are set, added and removed, for the route and for one destination', async () => {
    const mesh = start(subsets(), service([{
      headers: { request: { set: { 'x-set': 'route' }, remove: ['x-gone'] }, response: { add: { 'x-back': 'yes' } } },
      route: [{ ...to('v1'), headers: { request: { add: { 'x-own': 'v1' } }, response: { remove: ['content-type'] } } }],
    }]))
    const answer = await call(mesh, 'web/', { headers: { 'x-set': 'client', 'x-gone': 'x' } })
    expect(heard(answer).headers).toMatchObject({ 'x-set': 'route', 'x-own': 'v1' })
    expect(heard(answer).headers).not.toHaveProperty('x-gone')
    expect(answer.headers['x-back']).toBe('yes')
    expect(answer.headers).not.toHaveProperty('content-type')
  })

  test.each([
    [{ uri: '/new' }, { uri: { prefix: '/a' } }, '/new/b?q=1'],
    [{ uriRegexRewrite: { match: '/a/(.*)', rewrite: '/\\1/a' } }, { uri: { prefix: '/' } }, '/b/a?q=1'],
  ])('rewrite %o', async (rewrite, match, path) => {
    expect(heard(await call(start(service([{ match: [match], rewrite, route: [{ destination: { host: 'web' } }] }])), 'web/a/b?q=1')).path).toBe(path)
  })

  test.each([
    [{ uri: '/new' }, 301, 'http://web/new?q=1'],
    [{ authority: 'other', redirectCode: 302 }, 302, 'http://other/a?q=1'],
    [{ scheme: 'https', port: 8443 }, 301, 'https://web:8443/a?q=1'],
  ])('redirect %o', async (redirect, status, location) => {
    const answer = await call(start(service([{ redirect }])), 'web/a?q=1')
    expect([answer.status, answer.headers['location']]).toEqual([status, location])
  })

  test('a fixed answer', async () => {
    const answer = await call(start(service([{ directResponse: { status: 418, body: { string: 'tea' } } }])), 'web/')
    expect([answer.status, bodyText(answer.body)]).toEqual([418, 'tea'])
  })

  test('mirrors get their share', async () => {
    const mesh = start(subsets(), service([{ route: [to('v1')], mirror: { host: 'web', subset: 'v2' }, mirrorPercentage: { value: 25 } }]))
    expect(await versionsOf(mesh, 200)).toEqual({ v1: 200 })
    await mesh.clock.pass(10)
    const copies = mesh.linesOf(namespace, 'web-v2-1796424978-4ddjj', 'web')?.length ?? 0
    expect(copies).toBeGreaterThan(25)
    expect(copies).toBeLessThan(80)
  })

  test.each([
    [{ abort: { percentage: { value: 100 }, httpStatus: 501 } }, 501],
    [{ abort: { httpStatus: 501 } }, 200],
    [{ abort: { percentage: { value: 0 }, httpStatus: 501 } }, 200],
    [{ delay: { percentage: { value: 100 }, fixedDelay: '2s' } }, 200],
  ])('fault %o', async (fault, status) => {
    const mesh = start(subsets(), service([{ fault, route: [to('v1')] }]))
    const startMs = mesh.clock.now()
    const answer = await call(mesh, 'web/')
    expect(answer.status).toBe(status)
    if (status === 501) expect(bodyText(answer.body)).toBe('fault filter abort')
    expect(mesh.clock.now() - startMs >= 2000).toBe('delay' in fault)
  })

  test('a fault of half a percent hits about one in two hundred', async () => {
    const mesh = start(subsets(), service([{ fault: { abort: { percentage: { value: 0.5 }, httpStatus: 500 } }, route: [to('v1')] }]))
    const { 500: hit = 0 } = await versionsOf(mesh, 4000)
    expect(hit).toBeGreaterThan(4)
    expect(hit).toBeLessThan(45)
  })

  test('there is no time limit but the one that is given', async () => {
    const slow = (...rules: readonly KubeObject[]) => createTestMesh({ objects: [...webObjects(['v1'], { v1: { DELAY_MS: '20000' } }), subsets(), ...rules], images: [echo] })
    expect((await call(slow(service([{ route: [to('v1')] }])), 'web/')).status).toBe(200)
    expect((await call(slow(service([{ timeout: '0.5s', route: [to('v1')] }])), 'web/')).status).toBe(504)
  })

  test.each([
    [undefined, '503,200', 503], [{ attempts: 1, retryOn: '5xx' }, '503,200', 200], [{ attempts: 3, retryOn: '503' }, '503,503,200', 200], [{ attempts: 3, retryOn: 'gateway-error' }, '500,200', 500], [{ attempts: 0 }, '503,200', 503],
  ])('retries %o on %s: %d', async (retries, statuses, status) => {
    const mesh = createTestMesh({ objects: [...webObjects(['v1'], { v1: { STATUSES: statuses } }), subsets(), service([{ ...(retries ? { retries } : {}), route: [to('v1')] }])], images: [echo] })
    expect((await call(mesh, 'web/')).status).toBe(status)
  })
})

describe('policies of destinations', () => {
  const slow = (trafficPolicy: unknown, more: Record<string, unknown> = {}) => createTestMesh({ objects: [...webObjects(['v1'], { v1: { DELAY_MS: '100' } }), subsets({ trafficPolicy, ...more }), service([{ route: [to('v1')] }])], images: [echo] })
  const together = async (mesh: TestMesh, times: number) => {
    const calls = Array.from({ length: times }, () => mesh.mesh.callFrom(namespace, 'client-v1-1796424978-4ddjj', { method: 'GET', host: 'web', port: 80, path: '/', headers: { host: 'web' } }))
    return (await mesh.clock.until(Promise.all(calls))).map((answer) => (answer === 'timeout' ? 0 : answer.status)).toSorted()
  }
  const pool = { tcp: { maxConnections: 1 }, http: { http1MaxPendingRequests: 1, maxRequestsPerConnection: 1 } }

  test('a pool of one', async () => {
    expect(await together(slow({ connectionPool: pool }), 4)).toEqual([200, 200, 503, 503])
  })

  test('a subset’s own policy wins, part by part', async () => {
    const mesh = slow({ connectionPool: pool }, { subsets: [{ name: 'v1', labels: { version: 'v1' }, trafficPolicy: { connectionPool: { tcp: { maxConnections: 10 } } } }] })
    expect(await together(mesh, 4)).toEqual([200, 200, 200, 200])
  })

  test('pods that fail are ejected', async () => {
    const broken = pod('web-broken', { image: 'test/echo', labels: { app: 'web', version: 'v1' }, env: { STATUSES: '500' } })
    const outlierDetection = { consecutive5xxErrors: 1, interval: '1s', baseEjectionTime: '3m', maxEjectionPercent: 100 }
    const mesh = createTestMesh({ objects: [...webObjects(['v1']), broken, subsets({ trafficPolicy: { outlierDetection, loadBalancer: { simple: 'ROUND_ROBIN' } } }), service([{ route: [to('v1')] }])], images: [echo] })
    const { 500: failed } = await versionsOf(mesh, 20)
    expect(failed).toBe(1)
    await mesh.clock.pass(3 * 60_000 + 2000)
    expect(await versionsOf(mesh, 4)).toMatchObject({ 500: 1 })
  })

  test('a hash of a header keeps to one pod', async () => {
    const mesh = createTestMesh({ objects: [...webObjects(['v1', 'v2', 'v3']), modern('DestinationRule', 'web', { host: 'web', trafficPolicy: { loadBalancer: { consistentHash: { httpHeaderName: 'x-user' } } } })], images: [echo] })
    const podsOf = async (user: string) => {
      const pods = new Set<unknown>()
      for (let time = 0; time < 10; time += 1) pods.add((await call(mesh, 'web/', { headers: { 'x-user': user } })).headers['x-pod'])
      return [...pods]
    }
    const all = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(podsOf))
    expect(all.every((pods) => pods.length === 1)).toBe(true)
    expect(new Set(all.flat()).size).toBeGreaterThan(1)
  })

  test('outside hosts are let through by a ServiceEntry', async () => {
    const mesh = start()
    expect((await call(mesh, 'api.example.com/')).status).toBe(404)
    mesh.put(modern('ServiceEntry', 'out', { hosts: ['api.example.com'], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }], resolution: 'DNS' }))
    expect((await call(mesh, 'api.example.com/')).status).toBe(200)
  })
})

describe('the way in', () => {
  const door = modern('Gateway', 'bookinfo-gateway', { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 8080, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }] })
  const bookinfo = modern('VirtualService', 'bookinfo', { hosts: ['*'], gateways: ['bookinfo-gateway'], http: [{ match: [{ uri: { exact: '/productpage' } }, { uri: { prefix: '/static' } }, { uri: { exact: '/login' } }], route: [{ destination: { host: 'productpage', port: { number: 9080 } } }] }] })
  const withoutIngress = bookinfoObjects().filter(({ kind }) => kind !== 'Ingress')

  test('needs a Gateway and a VirtualService bound to it', async () => {
    expect((await createTestMesh({ objects: withoutIngress }).view()).status).toBe(404)
    expect((await createTestMesh({ objects: [...withoutIngress, bookinfo] }).view()).status).toBe(404)
    const mesh = createTestMesh({ objects: [...withoutIngress, door, bookinfo] })
    expect((await mesh.view()).status).toBe(200)
    expect((await mesh.get('/')).status).toBe(404)
  })

  test('rules bound to the gateway do not hold inside, nor the other way round', async () => {
    const rule = modern('DestinationRule', 'reviews', { host: 'reviews', subsets: [{ name: 'v3', labels: { version: 'v3' } }] })
    const inside = modern('VirtualService', 'reviews', { hosts: ['reviews'], http: [{ route: [{ destination: { host: 'reviews', subset: 'v3' } }] }] })
    const mesh = createTestMesh({ objects: [...withoutIngress, door, bookinfo, rule, inside] })
    expect(new Set([starsOf(await mesh.view()), starsOf(await mesh.view()), starsOf(await mesh.view())])).toEqual(new Set(['red']))
  })
})

describe('the Gateway API', () => {
  const route = (name: string, spec: Record<string, unknown>): KubeObject => ({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name, namespace }, spec })
  const inside = [{ group: '', kind: 'Service', name: 'web', port: 80 }]
  const backends = [1, 2].map((version): KubeObject => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: `web-v${version}`, namespace }, spec: { selector: { app: 'web', version: `v${version}` }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] } }))
  const ref = (version: number, weight?: number) => ({ name: `web-v${version}`, port: 80, ...(weight === undefined ? {} : { weight }) })

  test('splits by weight inside the mesh', async () => {
    const { v1 = 0, v2 = 0 } = await versionsOf(start(...backends, route('web', { parentRefs: inside, rules: [{ backendRefs: [ref(1, 3), ref(2, 1)] }] })), 1000)
    expect(v1 + v2).toBe(1000)
    expect(v1).toBeGreaterThan(690)
    expect(v1).toBeLessThan(810)
  })

  test('takes the most particular match, whatever the order', async () => {
    const mesh = start(...backends, route('web', { parentRefs: inside, rules: [
      { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [ref(1)] },
      { matches: [{ path: { type: 'PathPrefix', value: '/a' } }, { headers: [{ name: 'end-user', value: 'jason' }] }], backendRefs: [ref(2)] },
    ] }))
    const podOf = async (path: string, headers = {}) => heard(await call(mesh, `web${path}`, { headers })).pod.slice(0, 6)
    expect(await podOf('/')).toBe('web-v1')
    expect(await podOf('/a/b')).toBe('web-v2')
    expect(await podOf('/ab')).toBe('web-v1')
    expect(await podOf('/', { 'end-user': 'jason' })).toBe('web-v2')
  })

  test('rewrites, redirects and changes headers', async () => {
    const filter = (type: string, key: string, value: unknown) => start(...backends, route('web', { parentRefs: inside, rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/a' } }], filters: [{ type, [key]: value }], ...(type === 'RequestRedirect' ? {} : { backendRefs: [ref(1)] }) }] }))
    expect(heard(await call(filter('URLRewrite', 'urlRewrite', { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/b' } }), 'web/a/c')).path).toBe('/b/c')
    expect(heard(await call(filter('RequestHeaderModifier', 'requestHeaderModifier', { set: [{ name: 'X-A', value: '1' }] }), 'web/a')).headers['x-a']).toBe('1')
    const redirect = await call(filter('RequestRedirect', 'requestRedirect', { hostname: 'other', statusCode: 301 }), 'web/a')
    expect([redirect.status, redirect.headers['location']]).toEqual([301, 'http://other/a'])
  })

  test('lets requests in where it is bound to a Gateway', async () => {
    const objects = [...bookinfoObjects().filter(({ kind }) => kind !== 'Ingress'), route('bookinfo', { parentRefs: [{ name: 'bookinfo-gateway' }], rules: [{ matches: [{ path: { type: 'Exact', value: '/productpage' } }], backendRefs: [{ name: 'productpage', port: 9080 }] }] })]
    const mesh = createTestMesh({ objects })
    expect((await mesh.view()).status).toBe(200)
    expect((await mesh.get('/login')).status).toBe(404)
  })

  test('a route without backends is 500', async () => {
    expect((await call(start(route('web', { parentRefs: inside, rules: [{}] })), 'web/')).status).toBe(500)
  })
})

test('RouteRules and VirtualServices live side by side', async () => {
  const mesh = start(subsets(), legacy('RouteRule', 'client-default', { destination: { name: 'client' }, appendHeaders: { 'x-by': 'old' } }), service([{ route: [to('v2')], headers: { request: { add: { 'x-by': 'new' } } } }]))
  expect(heard(await call(mesh, 'web/')).headers['x-by']).toBe('new')
  expect(heard(await call(mesh, 'client/')).headers['x-by']).toBe('old')
})
