import { afterEach, describe, expect, it } from 'vitest'
import { read, readList } from '../../kube/read.ts'
import { cookieOfJason, legacy } from '../../mesh/testing/bookinfo-objects.ts'
import { ask, type Shop, startShop } from '../testing/shop.ts'

let shop: Shop

afterEach(() => shop.stop())

const toReviews = (name: string, precedence: number, spec: Record<string, unknown>) => legacy('RouteRule', name, { destination: { name: 'reviews' }, precedence, ...spec })
const v3 = toReviews('reviews-default', 1, { route: [{ labels: { version: 'v3' }, weight: 100 }] })
const testV2 = toReviews('reviews-test-v2', 2, { match: cookieOfJason, route: [{ labels: { version: 'v2' } }] })
const delay = legacy('RouteRule', 'ratings-test-delay', { destination: { name: 'ratings' }, precedence: 2, match: cookieOfJason, route: [{ labels: { version: 'v1' } }], httpFault: { delay: { percent: 100, fixedDelay: '7s' } } })

function start(...rules: readonly ReturnType<typeof legacy>[]): Shop {
  shop = startShop({ rate: 0 })
  for (const rule of rules) shop.put(rule)
  return shop
}

interface SpanLine {
  readonly service: string
  readonly operation: string
  readonly kind: string
  readonly parent: string | undefined
  readonly failed: boolean
  readonly seconds: number
}

/** The spans of the only trace that a search finds. */
async function spansOf({ telemetry }: Shop, search: string): Promise<readonly SpanLine[]> {
  const { body } = await ask(telemetry.jaegerApi, `/api/traces?${search}`)
  const traces = readList(body, 'data')
  expect(traces).toHaveLength(1)
  const spans = readList(traces[0], 'spans')
  const serviceOf = (span: unknown) => String(read(traces[0], 'processes', String(read(span, 'processID')), 'serviceName'))
  return spans.map((span) => {
    const parentId = read(readList(span, 'references')[0], 'spanID')
    const parent = spans.find((one) => read(one, 'spanID') === parentId)
    const tag = (key: string) => read(readList(span, 'tags').find((one) => read(one, 'key') === key), 'value')
    return {
      service: serviceOf(span), operation: String(read(span, 'operationName')), kind: String(tag('span.kind')), parent: parent === undefined ? undefined : serviceOf(parent),
      failed: tag('error') === true, seconds: Number(read(span, 'duration')) / 1e6,
    }
  })
}

describe('traces', () => {
  it('shows a page with ratings in eight spans, named after rules', async () => {
    const { clock } = start(v3)
    await shop.view()
    await clock.pass(1000)
    const spans = await spansOf(shop, 'service=istio-ingress')
    expect(spans.map(({ service, operation, kind, parent }) => `${parent ?? '-'} > ${service} ${kind} ${operation}`).toSorted()).toEqual([
      '- > istio-ingress client productpage-default',
      'istio-ingress > productpage server productpage-default',
      'productpage > details server details-default',
      'productpage > productpage client details-default',
      'productpage > productpage client reviews-default',
      'productpage > reviews server reviews-default',
      'reviews > ratings server ratings-default',
      'reviews > reviews client ratings-default',
    ])
  })

  it('shows the page of the fault in twelve spans, which go on after the page gave up', async () => {
    const { clock } = start(testV2, delay)
    await shop.view({ cookie: 'user=jason' })
    await clock.pass(10_000)
    const spans = await spansOf(shop, 'service=istio-ingress&minDuration=5s')
    expect(spans).toHaveLength(12)
    const attempts = spans.filter(({ operation, kind }) => operation === 'reviews-test-v2' && kind === 'client')
    expect(attempts.map(({ seconds, failed }) => [Math.round(seconds), failed])).toEqual([[3, true], [3, true]])
    const delayed = spans.filter(({ operation, kind }) => operation === 'ratings-test-delay' && kind === 'client')
    expect(delayed.map(({ seconds }) => Math.round(seconds * 10) / 10)).toEqual([expect.closeTo(7, 1), expect.closeTo(7, 1)])
    expect(spans.filter(({ service, kind }) => service === 'ratings' && kind === 'server')).toHaveLength(2)
  })
})

describe('searches', () => {
  const finds = async (search: string) => readList((await ask(shop.telemetry.jaegerApi, `/api/traces?service=istio-ingress&${search}`)).body, 'data').length

  it.each([
    ['', 3], ['limit=2', 2], ['minDuration=5s', 1], ['maxDuration=5s', 2], ['minDuration=5s&maxDuration=5500ms', 0], ['operation=productpage-default', 3], ['operation=nothing', 0],
    ['tags=%7B%22http.status_code%22%3A%22200%22%7D', 3], ['tags=%7B%22http.status_code%22%3A%22503%22%7D', 0], ['tag=http.method:GET', 3], ['tag=span.kind:client', 3], ['tag=span.kind:server', 0],
    ['lookback=1s', 0], ['lookback=2d', 3], ['end=1', 0],
  ])('%s finds %i', async (search, expected) => {
    const { clock } = start(testV2, delay)
    await shop.view()
    await shop.view()
    await shop.view({ cookie: 'user=jason' })
    await clock.pass(10_000)
    expect(await finds(search)).toBe(expected)
  })

  it('looks between two moments', async () => {
    const { clock } = start()
    await shop.view()
    const middle = Math.round(clock.now()) * 1000 + 500_000
    await clock.pass(1000)
    await shop.view()
    expect(await finds(`start=${middle}`)).toBe(1)
    expect(await finds(`end=${middle}`)).toBe(1)
    expect(await finds(`start=1&end=${middle * 2}`)).toBe(2)
  })

  it('puts the latest first', async () => {
    const { clock } = start()
    await shop.view()
    await clock.pass(1000)
    await shop.view()
    const { body } = await ask(shop.telemetry.jaegerApi, '/api/traces?service=productpage')
    const starts = readList(body, 'data').map((trace) => Number(read(readList(trace, 'spans')[0], 'startTime')))
    expect(starts).toEqual(starts.toSorted((a, b) => b - a))
  })

  it.each([
    ['', "parameter 'service' is required"],
    ['service=x&limit=many', "unable to parse param 'limit': strconv.ParseInt: parsing \"many\": invalid syntax"],
    ['service=x&minDuration=5', "unable to parse param 'minDuration': time: invalid duration \"5\""],
    ['service=x&minDuration=5s&maxDuration=1s', "'maxDuration' should be greater than 'minDuration'"],
    ['service=x&tag=error', "malformed 'tag' parameter, expecting key:value, received: error"],
  ])('refuses %s', async (search, msg) => {
    start()
    expect(await ask(shop.telemetry.jaegerApi, `/api/traces?${search}`)).toEqual({ status: 400, body: { data: null, total: 0, limit: 0, offset: 0, errors: [{ code: 400, msg }] } })
  })
})

describe('lists', () => {
  it('names services, operations and who calls whom', async () => {
    start(v3)
    await shop.view()
    await shop.view()
    const data = async (path: string) => read((await ask(shop.telemetry.jaegerApi, path)).body, 'data')
    expect(await data('/api/services')).toEqual(['details', 'istio-ingress', 'productpage', 'ratings', 'reviews'])
    expect(await data('/api/services/productpage/operations')).toEqual(['details-default', 'productpage-default', 'reviews-default'])
    expect(await data('/api/operations?service=productpage&spanKind=server')).toEqual([{ name: 'productpage-default', spanKind: 'server' }])
    expect(await data('/api/dependencies')).toContainEqual({ parent: 'reviews', child: 'ratings', callCount: 2 })
  })

  it('finds a trace by its id, or says that there is none', async () => {
    start()
    await shop.view()
    const { body } = await ask(shop.telemetry.jaegerApi, '/api/traces?service=reviews')
    const id = String(read(readList(body, 'data')[0], 'traceID'))
    expect(read(readList((await ask(shop.telemetry.jaegerApi, `/api/traces/${id}`)).body, 'data')[0], 'traceID')).toBe(id)
    expect(await ask(shop.telemetry.jaegerApi, '/api/traces/beef')).toEqual({ status: 404, body: { data: null, total: 0, limit: 0, offset: 0, errors: [{ code: 404, msg: 'trace not found' }] } })
  })

  it('leaves pages to others', async () => {
    start()
    expect(await shop.telemetry.jaegerApi({ method: 'GET', host: 'x', port: 80, path: '/search', headers: {} })).toBeUndefined()
  })
})
