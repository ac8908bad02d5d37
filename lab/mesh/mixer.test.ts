import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { bodyText } from '../images/body.ts'
import type { KubeObject } from '../kube/object.ts'
import { bookinfoObjects, legacy, namespace, pod, toV1 } from './testing/bookinfo-objects.ts'
import { call, echo, webObjects } from './testing/echo.ts'
import { createTestMesh, starsOf, type TestMesh } from './testing/test-mesh.ts'

const samples = join(import.meta.dirname, '..', '..', 'environments', 'istio', 'home', 'istio-0.6.0', 'samples', 'bookinfo', 'kube')

/** The objects of a file that learners apply. */
function sample(name: string): readonly KubeObject[] {
  return parseAllDocuments(readFileSync(join(samples, name), 'utf8')).map((document) => {
    const object: KubeObject = document.toJS()
    return { ...object, metadata: { ...object.metadata, namespace: object.metadata.namespace ?? namespace } }
  })
}

const toVersion = (version: string) => legacy('RouteRule', 'reviews-default', { destination: { name: 'reviews' }, precedence: 1, route: [{ labels: { version } }] })
const codesOf = (mesh: TestMesh, app: string) => mesh.hops.filter(({ destination }) => destination.app === app).map(({ responseCode }) => responseCode)

describe('rate limits', () => {
  const limited = (...more: readonly KubeObject[]) => createTestMesh({ objects: [...bookinfoObjects(), ...toV1, ...sample('mixer-rule-ratings-ratelimit.yaml'), ...more] })

  test('one call a second from reviews to ratings, the rest get 429', async () => {
    const mesh = limited()
    mesh.put(toVersion('v3'))
    for (let view = 0; view < 50; view += 1) {
      await mesh.view()
      await mesh.clock.pass(100)
    }
    const codes = codesOf(mesh, 'ratings')
    expect(codes.length).toBe(50)
    const passed = codes.filter((code) => code === 200).length
    const seconds = (mesh.hops.at(-1)?.atMs ?? 0) - (mesh.hops[0]?.atMs ?? 0)
    expect(passed).toBeGreaterThanOrEqual(Math.floor(seconds / 1100))
    expect(passed).toBeLessThanOrEqual(Math.ceil(seconds / 1000) + 1)
    expect(codes.filter((code) => code === 429)).toHaveLength(50 - passed)
    expect(mesh.hops.filter(({ responseCode }) => responseCode === 429).every(({ responseFlags }) => responseFlags === 'RL')).toBe(true)
    // The page still comes, without stars.
    expect(starsOf(await mesh.view())).toBe('no ratings')
  })

  test('say which quota is used up', async () => {
    const mesh = limited()
    const ask = () => mesh.clock.until(mesh.mesh.callFrom(namespace, 'reviews-v3-1796424978-4ddjj', { method: 'GET', host: 'ratings', port: 9080, path: '/ratings/0', headers: { host: 'ratings' } }))
    expect(await ask()).toMatchObject({ status: 200 })
    const refused = await ask()
    expect(refused === 'timeout' ? refused : [refused.status, bodyText(refused.body)]).toEqual([429, 'RESOURCE_EXHAUSTED:Quota is exhausted for: RequestCount'])
    await mesh.clock.pass(1100)
    expect(await ask()).toMatchObject({ status: 200 })
  })

  test('count each version of the caller for itself', async () => {
    const mesh = limited()
    const ask = (version: string) => mesh.clock.until(mesh.mesh.callFrom(namespace, `reviews-${version}-1796424978-4ddjj`, { method: 'GET', host: 'ratings', port: 9080, path: '/ratings/0', headers: { host: 'ratings' } }))
    expect([await ask('v2'), await ask('v3'), await ask('v2'), await ask('v3')].map((answer) => (answer === 'timeout' ? 0 : answer.status))).toEqual([200, 200, 429, 429])
  })

  test('leave other callers to the next limit that fits', async () => {
    const mesh = limited()
    const statuses: number[] = []
    const calls = Array.from({ length: 105 }, () => mesh.mesh.callFrom(namespace, 'productpage-v1-1796424978-4ddjj', { method: 'GET', host: 'ratings', port: 9080, path: '/ratings/0', headers: { host: 'ratings' } }))
    for (const answer of await mesh.clock.until(Promise.all(calls))) statuses.push(answer === 'timeout' ? 0 : answer.status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(100)
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
  })

  test('go with their rule', async () => {
    const mesh = limited(toVersion('v3'))
    const rule = sample('mixer-rule-ratings-ratelimit.yaml').find(({ kind }) => kind === 'rule')
    if (rule) mesh.remove(rule)
    for (let view = 0; view < 10; view += 1) await mesh.view()
    expect(new Set(codesOf(mesh, 'ratings'))).toEqual(new Set([200]))
  })
})

describe('denials', () => {
  test('of version 3, by its labels', async () => {
    const mesh = createTestMesh({ objects: [...bookinfoObjects(), ...toV1, ...sample('mixer-rule-deny-label.yaml')] })
    mesh.put(toVersion('v3'))
    expect(starsOf(await mesh.view())).toBe('no ratings')
    expect(codesOf(mesh, 'ratings')).toEqual([403])
    mesh.put(toVersion('v2'))
    expect(starsOf(await mesh.view())).toBe('black')
  })

  test('of requests without a header, at the door and inside', async () => {
    const mesh = createTestMesh({ objects: [...bookinfoObjects(), ...toV1, ...sample('mixer-rule-ingress-denial.yaml')] })
    const refused = await mesh.view()
    expect(refused.status).toBe(403)
    expect(bodyText(refused.body)).toMatch(/^PERMISSION_DENIED:.*Not allowed/)
    expect((await mesh.view({ 'x-user': 'john' })).status).toBe(200)
  })

  test('of an account of the caller', async () => {
    const own = (account: string): KubeObject => ({ ...pod('productpage-v1', { image: 'istio/examples-bookinfo-productpage-v1:1.5.0', labels: { app: 'productpage', version: 'v1' } }) , spec: { serviceAccountName: account, containers: [{ name: 'productpage', image: 'istio/examples-bookinfo-productpage-v1:1.5.0' }, { name: 'istio-proxy', image: 'istio/proxy:0.6.0' }] } })
    const rules = sample('mixer-rule-deny-serviceaccount.yaml').map((object): KubeObject => JSON.parse(JSON.stringify(object).replaceAll('ns/default/', `ns/${namespace}/`)))
    for (const [account, codes] of [['bookinfo-productpage', [403]], ['default', [200]]] as const) {
      const mesh = createTestMesh({ objects: [...bookinfoObjects().filter(({ metadata }) => !metadata.name.startsWith('productpage-v1')), own(account), ...toV1, ...rules] })
      await mesh.view()
      expect(codesOf(mesh, 'details'), account).toEqual(codes)
    }
  })

  const denier = [legacy('denier', 'no', { status: { code: 7, message: 'Not allowed' } }), legacy('checknothing', 'ask', {})]
  const ruleWith = (match: string) => legacy('rule', 'deny', { match, actions: [{ handler: 'no.denier', instances: ['ask.checknothing'] }] })

  test.each([
    ['destination.labels["version"] == "v1"', 403],
    ['destination.labels["version"] == "v2"', 200],
    ['source.labels["app"] == "client" && request.path == "/a"', 403],
    ['request.headers["x-a"] == "b" || request.method == "GET"', 403],
    ['request.headers["x-none"] == ""', 403],
    ['(source.labels["team"] | "none") == "none"', 403],
    ['request.path.startsWith("/b")', 200],
    ['destination.service == "web.istio-system.svc.cluster.local"', 403],
    // What cannot be parsed does nothing.
    ['request.path == ', 200],
    ['', 403],
  ])('where %s: %d', async (match, status) => {
    const mesh = createTestMesh({ objects: [...webObjects(['v1']), ...denier, ruleWith(match)], images: [echo] })
    const answer = await call(mesh, 'web/a', { headers: { 'x-a': 'b' } })
    expect(answer.status).toBe(status)
    if (status === 403) expect(bodyText(answer.body)).toBe('PERMISSION_DENIED:no.denier.istio-system:Not allowed')
  })

  test('nothing is denied where the handler is missing', async () => {
    const mesh = createTestMesh({ objects: [...webObjects(['v1']), ruleWith('true')], images: [echo] })
    expect((await call(mesh, 'web/')).status).toBe(200)
  })

  test('a white list lets in whom it names', async () => {
    const objects = [
      legacy('listchecker', 'staff', { overrides: ['v1', 'v2'], blacklist: false }),
      legacy('listentry', 'version', { value: 'source.labels["version"]' }),
      legacy('rule', 'check', { match: 'destination.labels["app"] == "web"', actions: [{ handler: 'staff.listchecker', instances: ['version.listentry'] }] }),
    ]
    const mesh = createTestMesh({ objects: [...webObjects(['v1']), pod('client-v9', { image: 'test/echo', labels: { app: 'client', version: 'v9' } }), ...objects], images: [echo] })
    expect((await call(mesh, 'web/')).status).toBe(200)
    const refused = await call(mesh, 'web/', { from: 'client-v9' })
    expect([refused.status, bodyText(refused.body)]).toEqual([404, 'NOT_FOUND:staff.listchecker.istio-system:v9 is not whitelisted'])
  })
})
