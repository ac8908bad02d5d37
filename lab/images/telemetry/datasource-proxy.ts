import type { ContainerContext, HopResponse } from '../image.ts'
import { json } from '../replies.ts'
import type { ApiHandler } from './telemetry-parts.ts'

const proxied = /^\/api\/datasources\/(?:proxy\/(?:uid\/)?[^/]+)(\/api\/v1\/.*)$/
/** Istio's Grafana image knows Prometheus by this name. */
const upstream = { host: 'prometheus', port: 9090 }
const timeoutMs = 30_000

/** What Grafana answers about its one data source; queries go on to the Prometheus service of the same namespace. */
export function datasourceProxy(context: ContainerContext): ApiHandler {
  return async (request) => {
    const path = proxied.exec(request.path)?.[1]
    if (path !== undefined) {
      const passed = ['accept', 'content-type'].flatMap((name): [string, string][] => (request.headers[name] === undefined ? [] : [[name, request.headers[name]]]))
      return orBadGateway(await context.call({ ...request, ...upstream, path, headers: { host: `${upstream.host}:${upstream.port}`, ...Object.fromEntries(passed) } }, { timeoutMs }))
    }
    if (request.path === '/api/health') return json({ database: 'ok' })
    if (request.path === '/api/datasources') return json([{ id: 1, name: 'Prometheus', type: 'prometheus', access: 'proxy', url: 'http://prometheus:9090', isDefault: true }])
    return undefined
  }
}

/** Whatever is wrong with Prometheus, the page hears of it as of any error of the API. */
function orBadGateway(answer: HopResponse | 'timeout'): HopResponse {
  if (answer === 'timeout') return json({ status: 'error', errorType: 'timeout', error: 'Prometheus did not answer in time.' }, 504)
  if (!String(answer.headers['content-type']).includes('json')) return json({ status: 'error', errorType: 'unavailable', error: 'There is no Prometheus at http://prometheus:9090.' }, 502)
  return answer
}
