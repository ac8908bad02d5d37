import type { HopRequest, HopResponse } from '../../images/image.ts'
import { json, plain, splitPath } from '../../images/replies.ts'
import type { SampleSource } from '../promql/evaluate/context.ts'
import { type ErrorType, PromqlError } from '../promql/promql-error.ts'
import type { ApiParts, Route } from './api-parts.ts'
import { federate } from './federate.ts'
import { parametersOf } from './parameters.ts'
import { queryRoutes } from './query-routes.ts'
import { labelValues, matchParameters, seriesRoutes } from './series-routes.ts'
import { statusRoutes } from './status-routes.ts'

/** Routes that a form may be posted to, for queries too long for a URL. */
const postable: Readonly<Record<string, Route>> = { ...queryRoutes, ...seriesRoutes, query_exemplars: statusRoutes['query_exemplars'] ?? (() => []) }
const routes: Readonly<Record<string, Route>> = { ...statusRoutes, ...postable }

const statusOf: Readonly<Record<ErrorType, number>> = { bad_data: 400, execution: 422, timeout: 503, not_found: 404, internal: 500 }

/** Prometheus' HTTP API v1 and what stands beside it; `undefined` for its pages. */
export function createPrometheusApi(parts: ApiParts & { readonly source: SampleSource }): (request: HopRequest) => Promise<HopResponse | undefined> {
  return (request) => Promise.resolve(answer(parts, request))
}

function answer(parts: ApiParts & { readonly source: SampleSource }, request: HopRequest): HopResponse | undefined {
  const { path } = splitPath(request.path)
  if (path === '/-/healthy') return plain('Prometheus Server is Healthy.\n')
  if (path === '/-/ready') return plain('Prometheus Server is Ready.\n')
  if (path === '/federate') return guarded(() => federate(parts.source, matchParameters(parametersOf(request)), parts.clock.now()))
  if (!path.startsWith('/api/v1/')) return undefined
  const name = path.slice('/api/v1/'.length)
  const route = routeOf(name)
  if (!route) return plain('404 page not found\n', 404)
  const methods = Object.hasOwn(postable, name) ? ['GET', 'POST'] : ['GET']
  if (request.method !== 'HEAD' && !methods.includes(request.method)) return plain('Method Not Allowed\n', 405, { allow: methods.join(', ') })
  return guarded(() => json({ status: 'success', data: route(parts, parametersOf(request)) }))
}

function routeOf(name: string): Route | undefined {
  const label = /^label\/([^/]*)\/values$/.exec(name)?.[1]
  if (label !== undefined) return (parts, parameters) => labelValues(parts, parameters, label)
  return Object.hasOwn(routes, name) ? routes[name] : undefined
}

/** Failures in Prometheus' envelope. */
function guarded(run: () => HopResponse): HopResponse {
  try {
    return run()
  } catch (error) {
    const type = error instanceof PromqlError ? error.type : 'internal'
    return json({ status: 'error', errorType: type, error: error instanceof Error ? error.message : String(error) }, statusOf[type])
  }
}
