import type { Clock } from '../../clock.ts'
import { parseGoDuration } from '../../go-duration.ts'
import type { HopRequest, HopResponse } from '../../images/image.ts'
import { json, plain, splitPath } from '../../images/replies.ts'
import type { Engine } from '../promql/engine.ts'
import { PromqlError } from '../promql/promql-error.ts'
import { readGraph, type ServiceGraph, toDot, toForceGraph } from './graph.ts'

export interface ServiceGraphParts {
  readonly clock: Clock
  readonly engine: Engine
}

const views: Readonly<Record<string, (graph: ServiceGraph) => HopResponse>> = {
  '/graph': json,
  '/d3graph': (graph) => json(toForceGraph(graph)),
  '/dotgraph': (graph) => plain(toDot(graph)),
}

const maxNodes = 100
const defaultHorizonMs = 5 * 60_000

/** Service Graph's data: /graph, /dotgraph, /d3graph, and /node to draw a service that is not called; `undefined` for its pictures. */
export function createServiceGraphApi({ clock, engine }: ServiceGraphParts): (request: HopRequest) => Promise<HopResponse | undefined> {
  const nodes = new Set<string>()

  function view(show: (graph: ServiceGraph) => HopResponse, query: URLSearchParams): HopResponse {
    const horizonMs = query.get('time_horizon') ? parseGoDuration(query.get('time_horizon') ?? '') : defaultHorizonMs
    if (!horizonMs || horizonMs < 1) return plain(`time_horizon: expected a duration like 5m, got ${JSON.stringify(query.get('time_horizon'))}\n`, 400)
    try {
      return show(readGraph(engine, clock.now(), { horizon: `${Math.round(horizonMs)}ms`, filterEmpty: query.get('filter_empty') === 'true', nodes }))
    } catch (error) {
      if (error instanceof PromqlError) return plain(`${error.message}\n`, 500)
      throw error
    }
  }

  function addNode(name: string | null): HopResponse {
    if (!name) return plain('missing argument: name\n', 400)
    if (nodes.size < maxNodes) nodes.add(name)
    return plain('')
  }

  function answer(request: HopRequest): HopResponse | undefined {
    const { path, query } = splitPath(request.path)
    if (path === '/node') return request.method === 'POST' ? addNode(query.get('name')) : plain('requests of this type not supported at this time\n', 405, { allow: 'POST' })
    const show = Object.hasOwn(views, path) ? views[path] : undefined
    return show && view(show, query)
  }

  return (request) => Promise.resolve(answer(request))
}
