import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read, readList } from '../../kube/read.ts'
import { ask, type Shop, startShop } from '../testing/shop.ts'

let shop: Shop
let now = 0

beforeAll(async () => {
  shop = startShop({ rate: 2 })
  await shop.clock.pass(60_000)
  now = Math.round(shop.clock.now() / 1000)
})

afterAll(() => shop.stop())

const get = (path: string, method = 'GET') => ask(shop.telemetry.prometheusApi, path, method)
const data = async (path: string) => read((await get(path)).body, 'data')

describe('query', () => {
  it('takes its moment in seconds or as a date', async () => {
    const seconds = await data(`/api/v1/query?query=time()&time=${now - 7}.5`)
    expect(seconds).toEqual({ resultType: 'scalar', result: [now - 7 + 0.5, String(now - 7 + 0.5)] })
    expect(await data(`/api/v1/query?query=time()&time=${new Date((now - 7) * 1000 + 500).toISOString()}`)).toEqual(seconds)
  })

  it('is about now when it names no moment', async () => {
    expect(await data('/api/v1/query?query=time()')).toMatchObject({ result: [expect.closeTo(now, 0), expect.anything()] })
  })

  it('takes a form', async () => {
    const form = { method: 'POST', host: 'x', port: 80, path: `/api/v1/query_range?start=${now - 10}`, headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }, body: `query=${encodeURIComponent('1 + 1')}&end=${now}&step=5s` }
    const response = await shop.telemetry.prometheusApi(form)
    expect(JSON.parse(String(response?.body))).toEqual({ status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, values: [[now - 10, '2'], [now - 5, '2'], [now, '2']] }] } })
  })

  it('gives samples of a range as they were scraped', async () => {
    const samples = await data(`/api/v1/query?query=${encodeURIComponent('up{job="envoy"}[10s]')}&time=${now}`)
    expect(samples).toEqual({ resultType: 'matrix', result: [{ metric: { __name__: 'up', instance: 'istio-mixer.istio-system:9102', job: 'envoy' }, values: [[now - 10, '1'], [now - 5, '1'], [now, '1']] }] })
  })
})

/** Texts and codes of Prometheus 2.42. */
describe('mistakes', () => {
  it.each([
    ['query', 400, 'invalid parameter "query": 1:1: parse error: no expression found in input'],
    ['query?query=up&time=x', 400, 'invalid parameter "time": Invalid time value for \'time\': cannot parse "x" to a valid timestamp'],
    ['query?query=up&timeout=x', 400, 'invalid parameter "timeout": cannot parse "x" to a valid duration'],
    ['query?query=up*on()up', 422, expect.stringContaining('found duplicate series for the match group {} on the right hand-side of the operation')],
    ['query_range?query=up', 400, 'invalid parameter "start": cannot parse "" to a valid timestamp'],
    ['query_range?query=up&start=1700000000', 400, 'invalid parameter "end": cannot parse "" to a valid timestamp'],
    ['query_range?query=up&start=1700000000&end=1', 400, 'invalid parameter "end": end timestamp must not be before start time'],
    ['query_range?query=up&start=1700000000&end=1700000001', 400, 'invalid parameter "step": cannot parse "" to a valid duration'],
    ['query_range?query=up&start=1700000000&end=1700000001&step=0', 400, 'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer'],
    ['query_range?query=up&start=1&end=1700000001&step=1', 400, 'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)'],
    ['query_range?query=up%5B5m%5D&start=1700000000&end=1700000001&step=1', 400, 'invalid expression type "range vector" for range query, must be Scalar or instant Vector'],
    ['query_range?query=%22a%22&start=1700000000&end=1700000001&step=1', 400, 'invalid expression type "string" for range query, must be Scalar or instant Vector'],
    ['query_range?query=up%2B&start=1700000000&end=1700000001&step=1', 400, '1:4: parse error: unexpected end of input'],
    ['series', 400, 'no match[] parameter provided'],
    ['series?match[]=up%7B', 400, 'invalid parameter "match[]": 1:4: parse error: unexpected end of input inside braces'],
    ['series?match[]=%7B%7D', 400, 'invalid parameter "match[]": match[] must contain at least one non-empty matcher'],
    ['series?match[]=up%20x', 400, 'invalid parameter "match[]": 1:4: parse error: unexpected identifier "x"'],
    ['series?match[]=sum(up)', 400, 'invalid parameter "match[]": 1:4: parse error: unexpected "("'],
    ['series?match[]=up&start=x', 400, 'invalid parameter "start": Invalid time value for \'start\': cannot parse "x" to a valid timestamp'],
    ['labels?match[]=(', 400, '1:1: parse error: unexpected "("'],
    ['label/1a/values', 400, 'invalid label name: "1a"'],
    ['metadata?limit=x', 400, 'limit must be a number'],
    ['rules?type=x', 400, 'invalid parameter "type": not supported value "x"'],
  ])('%s', async (path, status, error) => {
    expect(await get(`/api/v1/${path}`)).toEqual({ status, body: { status: 'error', errorType: status === 422 ? 'execution' : 'bad_data', error } })
  })

  it.each([['PUT', 'query'], ['POST', 'label/job/values'], ['DELETE', 'series']])('%s %s is not allowed', async (method, path) => {
    expect((await get(`/api/v1/${path}`, method)).status).toBe(405)
  })

  it.each(['/api/v1/nonsense', '/api/v1/', '/api/v1/constructor'])('has no %s', async (path) => {
    expect(await get(path)).toEqual({ status: 404, body: '404 page not found\n' })
  })

  it('survives brackets without end', async () => {
    expect((await get(`/api/v1/query?query=${'('.repeat(100_000)}`)).status).toBeGreaterThanOrEqual(400)
  })

  it('leaves pages to others', async () => {
    expect(await shop.telemetry.prometheusApi({ method: 'GET', host: 'x', port: 80, path: '/graph', headers: {} })).toBeUndefined()
  })
})

describe('what there is', () => {
  it('lists series, labels and their values', async () => {
    const series = await data('/api/v1/series?match[]=up&match[]=up{job="envoy"}')
    expect(series).toEqual([
      { __name__: 'up', instance: 'istio-mixer.istio-system:42422', job: 'istio-mesh' },
      { __name__: 'up', instance: 'istio-mixer.istio-system:9102', job: 'envoy' },
    ])
    expect(await data('/api/v1/labels?match[]=istio_request_count')).toEqual(['__name__', 'destination_service', 'destination_version', 'instance', 'job', 'response_code', 'source_service', 'source_version'])
    expect(await data('/api/v1/label/job/values')).toEqual(['envoy', 'istio-mesh'])
    expect(await data('/api/v1/label/source_service/values?match[]=istio_request_count')).toEqual(['ingress.istio-system.svc.cluster.local', 'productpage.istio-system.svc.cluster.local'])
    expect(await data('/api/v1/label/nothing/values')).toEqual([])
  })

  it('lists only what was there at the time', async () => {
    expect(await data(`/api/v1/series?match[]=up&end=${now - 86_400}`)).toEqual([])
    expect(await data(`/api/v1/label/job/values?start=${now + 86_400}`)).toEqual([])
  })

  it('tells types and meanings', async () => {
    expect(await data('/api/v1/metadata?metric=istio_request_duration')).toEqual({ istio_request_duration: [{ type: 'histogram', help: 'Duration of requests in seconds.', unit: '' }] })
    expect(Object.keys(await data('/api/v1/metadata?limit=2') ?? {})).toHaveLength(2)
    expect(await data('/api/v1/targets/metadata?metric=istio_request_count')).toEqual([{ target: { instance: 'istio-mixer.istio-system:42422', job: 'istio-mesh' }, type: 'counter', help: expect.any(String), unit: '' }])
  })

  it('shows its targets', async () => {
    const targets = readList(await data('/api/v1/targets'), 'activeTargets')
    expect(targets).toMatchObject([
      { labels: { job: 'istio-mesh', instance: 'istio-mixer.istio-system:42422' }, health: 'up', scrapeInterval: '5s', lastError: '' },
      { labels: { job: 'envoy', instance: 'istio-mixer.istio-system:9102' }, health: 'up', scrapePool: 'envoy' },
    ])
    expect(read(await data('/api/v1/targets?state=dropped'), 'activeTargets')).toEqual([])
  })

  it.each([
    ['rules', { groups: [] }], ['alerts', { alerts: [] }], ['alertmanagers', { activeAlertmanagers: [], droppedAlertmanagers: [] }], ['query_exemplars?query=up', []],
  ])('has no %s', async (path, expected) => {
    expect(await data(`/api/v1/${path}`)).toEqual(expected)
  })

  it('says that it is well', async () => {
    expect(await get('/-/healthy')).toEqual({ status: 200, body: 'Prometheus Server is Healthy.\n' })
    expect(await get('/-/ready')).toEqual({ status: 200, body: 'Prometheus Server is Ready.\n' })
    expect(await data('/api/v1/status/buildinfo')).toMatchObject({ version: '2.42.0' })
    expect(await data('/api/v1/status/runtimeinfo')).toMatchObject({ storageRetention: '6h' })
    expect(read(await data('/api/v1/status/config'), 'yaml')).toContain('job_name: istio-mesh')
  })

  it('lets another Prometheus read it', async () => {
    const { body } = await get('/federate?match[]=up&match[]={__name__=~"scrape_samples.*",job="envoy"}')
    expect(String(body).split('\n').filter((line) => line.startsWith('#'))).toEqual(['# TYPE scrape_samples_post_metric_relabeling untyped', '# TYPE scrape_samples_scraped untyped', '# TYPE up untyped'])
    expect(body).toContain(`up{instance="istio-mixer.istio-system:9102",job="envoy"} 1 ${now * 1000}\n`)
  })
})
