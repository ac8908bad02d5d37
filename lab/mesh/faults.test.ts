import { expect, test } from 'vitest'
import { bodyText } from '../images/body.ts'
import type { Span } from '../telemetry/telemetry.ts'
import { bookinfoObjects, cookieOfJason, legacy, toV1 } from './testing/bookinfo-objects.ts'
import { createTestMesh, starsOf } from './testing/test-mesh.ts'

const jason = { cookie: 'user=jason' }
const toV2 = legacy('RouteRule', 'reviews-test-v2', { destination: { name: 'reviews' }, precedence: 2, match: cookieOfJason, route: [{ labels: { version: 'v2' } }] })
const ratingsRule = (name: string, httpFault: unknown, match: unknown = cookieOfJason) =>
  legacy('RouteRule', name, { destination: { name: 'ratings' }, precedence: 2, match, route: [{ labels: { version: 'v1' } }], httpFault })
const delay = ratingsRule('ratings-test-delay', { delay: { percent: 100, fixedDelay: '7s' } })
const abort = ratingsRule('ratings-test-abort', { abort: { percent: 100, httpStatus: 500 } })
const lab = [...bookinfoObjects(), ...toV1, toV2]

function depth(span: Span, spans: readonly Span[]): number {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId)
  return parent ? depth(parent, spans) + 1 : 1
}

test('a page for jason has 8 spans, 6 deep, named after the rules', async () => {
  const mesh = createTestMesh({ objects: lab })
  await mesh.view(jason)
  expect(new Set(mesh.spans.map(({ traceId }) => traceId)).size).toBe(1)
  expect(mesh.spans.map(({ service, operation, kind }) => `${kind} ${service} ${operation}`).toSorted()).toEqual([
    'client istio-ingress productpage-default',
    'client productpage details-default',
    'client productpage reviews-test-v2',
    'client reviews ratings-default',
    'server details details-default',
    'server productpage productpage-default',
    'server ratings ratings-default',
    'server reviews reviews-test-v2',
  ])
  expect(Math.max(...mesh.spans.map((span) => depth(span, mesh.spans)))).toBe(6)
  expect(mesh.spans.filter(({ tags }) => tags['error'])).toEqual([])
})

test('the 7 s delay gives jason a page after 6 s, with reviews unavailable', async () => {
  const mesh = createTestMesh({ objects: [...lab, delay] })
  const startMs = mesh.clock.now()
  const page = await mesh.view(jason)
  expect(page.status).toBe(200)
  expect(mesh.clock.now() - startMs).toBeGreaterThanOrEqual(6000)
  expect(mesh.clock.now() - startMs).toBeLessThan(6100)
  expect(bodyText(page.body)).toContain('Error fetching product reviews!')
  expect(bodyText(page.body)).toContain('Sorry, product reviews are currently unavailable for this book.')
  expect(starsOf(await mesh.view())).toBe('none')
})

test('delayed calls go on after their callers gave up: 12 spans over 10 s', async () => {
  const mesh = createTestMesh({ objects: [...lab, delay] })
  const startMs = mesh.clock.now()
  await mesh.view(jason)
  await mesh.clock.pass(5000)
  expect(mesh.spans).toHaveLength(12)
  expect(mesh.hops.filter(({ responseFlags }) => responseFlags === 'DC').map(({ source, destination }) => `${source.workload} -> ${destination.workload}`)).toEqual(['productpage-v1 -> reviews-v2', 'productpage-v1 -> reviews-v2'])
  const named = (text: string) => mesh.spans.filter(({ kind, service, operation }) => `${kind} ${service} ${operation}` === text)
  expect(named('client productpage reviews-test-v2').map(({ durationMs, tags }) => [Math.round(durationMs / 100) / 10, tags['error']])).toEqual([[3, 'true'], [3, 'true']])
  expect(named('server reviews reviews-test-v2').map(({ durationMs, tags }) => [Math.round(durationMs / 100) / 10, tags['error']])).toEqual([[3, 'true'], [3, 'true']])
  expect(named('client reviews ratings-test-delay').map(({ durationMs, tags }) => [Math.round(durationMs / 1000), tags['error']])).toEqual([[7, undefined], [7, undefined]])
  expect(named('server ratings ratings-test-delay').every(({ durationMs }) => durationMs < 25)).toBe(true)
  const endMs = Math.max(...mesh.spans.map((span) => span.startMs + span.durationMs))
  expect((endMs - startMs) / 1000).toBeCloseTo(10.05, 1)
  expect(mesh.linesOf('istio-system', 'ratings-v1-1796424978-4ddjj', 'ratings')?.filter((line) => line === 'GET /ratings/0')).toHaveLength(2)
})

test('v3 waits 2.5 s for the stars and shows the page without them', async () => {
  const mesh = createTestMesh({ objects: [...bookinfoObjects(), ratingsRule('slow', { delay: { percent: 100, fixedDelay: '7s' } }, null)] })
  mesh.put(legacy('RouteRule', 'reviews-default', { destination: { name: 'reviews' }, route: [{ labels: { version: 'v3' } }] }))
  const startMs = mesh.clock.now()
  expect(starsOf(await mesh.view())).toBe('no ratings')
  expect(mesh.clock.now() - startMs).toBeLessThan(2700)
  await mesh.clock.pass(10_000)
  // The call that nobody waited for still reached ratings, and was counted once.
  expect(mesh.linesOf('istio-system', 'ratings-v1-1796424978-4ddjj', 'ratings')).toContain('GET /ratings/0')
  expect(mesh.hops.filter(({ destination }) => destination.app === 'ratings').map(({ responseCode, responseFlags }) => [responseCode, responseFlags])).toEqual([[0, 'DC']])
  expect(mesh.hops.find(({ responseFlags }) => responseFlags === 'DC')?.source.version).toBe('v3')
})

test('an abort answers in the place of ratings, for jason only', async () => {
  const mesh = createTestMesh({ objects: [...lab, abort] })
  expect(starsOf(await mesh.view(jason))).toBe('no ratings')
  const [hop] = mesh.hops.filter(({ destination }) => destination.app === 'ratings')
  expect(hop).toMatchObject({ responseCode: 500, responseFlags: 'FI', destination: { version: 'v1' } })
  expect(mesh.spans.filter(({ service }) => service === 'ratings')).toEqual([])
})

test.each([
  ['no percent', { abort: { httpStatus: 500 } }, 0],
  ['0 percent', { abort: { percent: 0, httpStatus: 500 } }, 0],
  ['0.9 percent, which is cut to 0', { abort: { percent: 0.9, httpStatus: 500 } }, 0],
  ['all', { abort: { percent: 100, httpStatus: 418 } }, 1],
  ['snake case', { abort: { percent: 100, http_status: 500 } }, 1],
])('a fault with %s', async (_name, httpFault, share) => {
  const mesh = createTestMesh({ objects: [...lab, ratingsRule('fault', httpFault, null)] })
  for (let view = 0; view < 5; view += 1) await mesh.view(jason)
  const ratings = mesh.hops.filter(({ destination }) => destination.app === 'ratings')
  expect(ratings.filter(({ responseFlags }) => responseFlags === 'FI').length / ratings.length).toBe(share)
})

test('a fault of 30 percent hits about a third', async () => {
  const mesh = createTestMesh({ objects: [...lab, ratingsRule('fault', { abort: { percent: 30, httpStatus: 500 } })] })
  for (let view = 0; view < 400; view += 1) await mesh.view(jason)
  const hit = mesh.hops.filter(({ responseFlags }) => responseFlags === 'FI').length
  expect(hit).toBeGreaterThan(90)
  expect(hit).toBeLessThan(150)
})
