import { execFile } from 'node:child_process'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import type { HopResponse } from '../images/image.ts'
import { plain } from '../images/replies.ts'
import { read, readList } from '../kube/read.ts'
import { type RealPrometheus, startPrometheus, whyNoPrometheus } from '../node/testing/real-prometheus.ts'
import { legacy } from '../mesh/testing/bookinfo-objects.ts'
import type { TelemetryApi } from './create-telemetry.ts'
import { differences } from './promql/testing/differences.ts'
import { ask, startShop } from './testing/shop.ts'

const reason = whyNoPrometheus()
const ends: (() => unknown)[] = []

afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** An API of the lab behind a real port; to the API it is the port that is given. */
async function serve(api: TelemetryApi, port: number): Promise<string> {
  const server: Server = createServer((request, response) => {
    void answer(api, port, request).then(({ status, headers, body }) => response.writeHead(status, { 'content-type': String(headers['content-type']) }).end(body))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  ends.push(() => new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  }))
  // A server on a port of the system's choice has an address of this kind.
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function answer(api: TelemetryApi, port: number, request: IncomingMessage): Promise<HopResponse> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  return (await api({ method: request.method ?? 'GET', host: 'lab', port, path: request.url ?? '/', headers, body: Buffer.concat(chunks) })) ?? plain('', 404)
}

function job(name: string, address: string, instance: string): string {
  return `- job_name: ${name}\n  scrape_interval: 1s\n  static_configs:\n  - targets: ['${address}']\n    labels: {instance: '${instance}'}\n`
}

const queries = [
  'istio_request_count', 'istio_requests_total', '{__name__=~"istio_.*_bucket"}', '{__name__=~"istio_.*_(sum|count)"}', '{__name__=~"envoy_cluster_.*"}',
  'sum by (destination_service, destination_version) (istio_request_count)', 'histogram_quantile(0.9, sum by (le, destination_service) (istio_request_duration_bucket))',
  'istio_request_duration_sum / istio_request_duration_count', 'sum by (job, instance) (up)',
]

describe.skipIf(reason)('a real Prometheus that scrapes the lab', () => {
  it('finds the same series with the same values', async () => {
    const shop = startShop({ rate: 5 })
    ends.push(() => shop.stop())
    shop.put(legacy('RouteRule', 'reviews-default', { destination: { name: 'reviews' }, precedence: 1, route: [{ labels: { version: 'v1' }, weight: 50 }, { labels: { version: 'v3' }, weight: 50 }] }))
    await shop.clock.pass(30_000)
    shop.rest()
    await shop.clock.pass(10_000)
    const [mesh, envoy] = [await serve(shop.telemetry.mixerApi, 42422), await serve(shop.telemetry.mixerApi, 9102)]
    const real = await startPrometheus({ config: `scrape_configs:\n${job('istio-mesh', mesh, 'istio-mixer.istio-system:42422')}${job('envoy', envoy, 'istio-mixer.istio-system:9102')}` })
    ends.push(() => real.stop())
    await untilScraped(real)
    for (const query of queries) {
      const path = `/api/v1/query?query=${encodeURIComponent(query)}`
      const [theirs, ours] = [await real.get(path), (await ask(shop.telemetry.prometheusApi, path)).body]
      expect(differences(timeless(theirs), timeless(ours)), query).toEqual([])
      expect(readList(ours, 'data', 'result').length, query).toBeGreaterThan(0)
    }
  }, 60_000)
})

describe.skipIf(reason)('promtool', () => {
  it.each([
    ['instant', '', ['sum(up) + 1'], /^\{\} => 3 @\[/],
    ['series', '--match=up{job="envoy"}', [], /^\{__name__="up", instance="istio-mixer.istio-system:9102", job="envoy"\}\n$/],
    ['labels', '', ['job'], /^envoy\nistio-mesh\n$/],
    ['instant', '', ['sum(up'], /bad_data: invalid parameter "query": 1:7: parse error: unclosed left parenthesis/],
  ])('asks the lab for %s %s%j', async (kind, match, more, expected) => {
    const shop = startShop({ rate: 0 })
    ends.push(() => shop.stop())
    await shop.clock.pass(10_000)
    const url = `http://${await serve(shop.telemetry.prometheusApi, 9090)}`
    // Left alone it asks about the machine's now, and the lab lives in 2018.
    const now = Math.round(shop.clock.now() / 1000)
    const time = kind === 'instant' ? [`--time=${now}`] : ['--start=1', `--end=${now}`]
    const run = promisify(execFile)('promtool', ['query', kind, ...time, ...(match ? [match] : []), url, ...more])
    const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error)
    expect(stdout + stderr).toMatch(expected)
  })
})

/** Both jobs, and the rules of the language are the same for all that was scraped with them. */
async function untilScraped(real: RealPrometheus): Promise<void> {
  const scraped = async () => readList(await real.get(`/api/v1/query?query=${encodeURIComponent('up == 1 and on(job) scrape_samples_scraped > 0')}`), 'data', 'result').length
  while ((await scraped()) < 2) await new Promise((resolve) => setTimeout(resolve, 100))
}

/** The lab's clock is not the machine's. */
function timeless(answer: unknown): unknown {
  const result = readList(answer, 'data', 'result').map((series) => ({ metric: read(series, 'metric'), value: [0, readList(series, 'value')[1]] }))
  return { status: read(answer, 'status'), data: { resultType: read(answer, 'data', 'resultType'), result } }
}
