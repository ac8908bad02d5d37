import { describe, expect, it } from 'vitest'
import type { ContainerContext, ContainerProgram, HopRequest, HopResponse } from '../image.ts'
import { findImage } from '../image-name.ts'
import { json, plain } from '../replies.ts'
import { telemetryImages } from './telemetry-images.ts'
import type { TelemetryParts } from './telemetry-parts.ts'

const load = { running: true, rate: 5, setRate(rate: number) { load.rate = rate }, setRunning(running: boolean) { load.running = running }, snapshot: () => load, stop() {} }
const file = (body: string) => ({ type: 'text/html; charset=utf-8', body, gzip: new TextEncoder().encode(`gzip ${body}`) })
const api = (name: string) => async (request: HopRequest) => (request.path.startsWith('/api/') ? json({ name }) : undefined)
const parts: TelemetryParts = {
  pages: { 'grafana.html': file('the dashboard'), 'prometheus.html': file('the graph'), 'jaeger.html': file('the traces'), 'service-graph.html': file('the picture'), 'assets/a-1.js': { ...file('run()'), type: 'text/javascript' } },
  prometheus: api('prometheus'), jaeger: api('jaeger'), serviceGraph: api('service graph'), mixer: async ({ path }) => (path === '/metrics' ? plain('up 1\n') : undefined),
  load: () => load,
}

function start(image: string, { more = {}, answer }: { readonly more?: Partial<TelemetryParts>; readonly answer?: HopResponse | 'timeout' } = {}) {
  const calls: HopRequest[] = []
  const context: ContainerContext = {
    pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' } }, container: 'main', env: {},
    clock: { now: () => 0, after: () => () => {} }, random: { next: () => 0, state: () => 0 },
    call(request) {
      calls.push(request)
      return Promise.resolve(answer ?? json({ status: 'success' }))
    },
    log() {},
  }
  const program = findImage(telemetryImages({ ...parts, ...more }), image)?.start(context)
  if (!program) throw new Error(`No image for ${image}`)
  return { program, calls }
}

function get(program: ContainerProgram, path: string, more: Partial<HopRequest> = {}): Promise<HopResponse> {
  return program.handle({ method: 'GET', host: 'any', port: 80, path, headers: {}, ...more })
}

describe('pages', () => {
  it.each([
    ['docker.io/istio/grafana:0.6.0', '/dashboard/db/istio-dashboard?refresh=5s', 'the dashboard'],
    ['grafana/grafana:5.0.0', '/', 'the dashboard'],
    ['grafana/grafana', '/d/1/istio-dashboard', 'the dashboard'],
    ['grafana/grafana', '/dashboards', 'the dashboard'],
    ['docker.io/prom/prometheus:v2.0.0', '/graph?g0.expr=up', 'the graph'],
    ['quay.io/prometheus/prometheus', '/query', 'the graph'],
    ['prom/prometheus', '/targets', 'the graph'],
    ['jaegertracing/all-in-one:latest', '/search', 'the traces'],
    ['jaegertracing/all-in-one:latest', '/trace/4bf92f', 'the traces'],
    ['istio/servicegraph:0.6.0', '/dotviz', 'the picture'],
    ['istio/servicegraph:0.6.0', '/force/forcegraph.html?time_horizon=5m', 'the picture'],
  ])('%s shows %s', async (image, path, expected) => {
    expect(await get(start(image).program, path)).toMatchObject({ status: 200, body: expected, headers: { 'cache-control': 'no-cache' } })
  })

  it.each([
    ['prom/prometheus', '/', '/graph'], ['jaegertracing/all-in-one', '/', '/search'], ['istio/servicegraph', '/', '/dotviz'],
  ])('%s leads from %s to %s', async (image, path, location) => {
    expect(await get(start(image).program, path)).toMatchObject({ status: 302, headers: { location } })
  })

  it('asks the API before the page', async () => {
    expect((await get(start('prom/prometheus').program, '/api/v1/query?query=up')).body).toBe('{"name":"prometheus"}')
  })

  it.each(['/nothing', '/assets/../grafana.html', '/assets/constructor', '/dashboardish'])('has no %s', async (path) => {
    expect((await get(start('grafana/grafana').program, path)).status).toBe(404)
  })

  it('sends what was compressed to those who can read it', async () => {
    const { program } = start('grafana/grafana')
    expect(await get(program, '/assets/a-1.js')).toMatchObject({ body: 'run()', headers: { 'cache-control': 'public, max-age=31536000, immutable' } })
    const compressed = await get(program, '/assets/a-1.js', { headers: { 'accept-encoding': 'br, gzip' } })
    expect(compressed).toMatchObject({ headers: { 'content-encoding': 'gzip' } })
    expect(new TextDecoder().decode(compressed.body as Uint8Array)).toBe('gzip run()')
  })

  it('allows nothing from elsewhere', async () => {
    const { headers } = await get(start('grafana/grafana').program, '/')
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
  })

  it('is read only', async () => {
    expect((await get(start('grafana/grafana').program, '/', { method: 'POST' })).status).toBe(405)
    expect(await get(start('grafana/grafana').program, '/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
  })

  it('says so when the pages were not built', async () => {
    expect(await get(start('grafana/grafana', { more: { pages: {} } }).program, '/')).toMatchObject({ status: 503 })
  })
})

describe('Mixer', () => {
  it('shows what was reported to it', async () => {
    const { program } = start('docker.io/istio/mixer:0.6.0')
    expect(program.ports).toContain(42422)
    expect(await get(program, '/metrics')).toMatchObject({ status: 200, body: 'up 1\n' })
    expect(await get(program, '/healthz')).toMatchObject({ status: 200 })
    expect(await get(program, '/')).toMatchObject({ status: 404 })
  })
})

describe('the data source', () => {
  it('passes queries on to Prometheus', async () => {
    const { program, calls } = start('grafana/grafana')
    const response = await get(program, '/api/datasources/proxy/1/api/v1/query_range?query=up&step=2', { headers: { cookie: 'secret=1', accept: 'application/json' } })
    expect(response.status).toBe(200)
    expect(calls).toEqual([{ method: 'GET', host: 'prometheus', port: 9090, path: '/api/v1/query_range?query=up&step=2', headers: { host: 'prometheus:9090', accept: 'application/json' } }])
  })

  it.each<[string, HopResponse | 'timeout', number, string]>([
    ['silent', 'timeout', 504, 'Prometheus did not answer in time.'],
    ['gone', { status: 503, headers: { 'content-type': 'text/plain' }, body: 'no pod' }, 502, 'There is no Prometheus at http://prometheus:9090.'],
    ['a stranger', { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>' }, 502, 'There is no Prometheus at http://prometheus:9090.'],
  ])('tells when Prometheus is %s', async (_, answer, status, error) => {
    const response = await get(start('grafana/grafana', { answer }).program, '/api/datasources/proxy/1/api/v1/query?query=up')
    expect(response.status).toBe(status)
    expect(JSON.parse(String(response.body))).toMatchObject({ status: 'error', error })
  })
})

describe('the load', () => {
  const put = (program: ContainerProgram, body: string) => get(program, '/api/load', { method: 'PUT', body })

  it('is told, switched and set', async () => {
    const { program } = start('grafana/grafana')
    expect(JSON.parse(String((await get(program, '/api/load')).body))).toEqual({ running: true, rate: 5 })
    expect(JSON.parse(String((await put(program, '{"running":false,"rate":9}')).body))).toEqual({ running: false, rate: 9 })
    expect(load).toMatchObject({ running: false, rate: 9 })
  })

  it.each([['not JSON', 'PUT', 'x', 400], ['a list', 'PUT', '[]', 400], ['a form', 'POST', 'running=false', 405]])('refuses %s', async (_, method, body, status) => {
    expect((await get(start('grafana/grafana').program, '/api/load', { method, body })).status).toBe(status)
  })

  it('is missing where there is no mesh', async () => {
    expect((await get(start('grafana/grafana', { more: { load: () => undefined } }).program, '/api/load')).status).toBe(503)
  })
})
