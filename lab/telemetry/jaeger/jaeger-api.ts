import type { Clock } from '../../clock.ts'
import type { HopRequest, HopResponse } from '../../images/image.ts'
import { json, plain, splitPath } from '../../images/replies.ts'
import type { SpanStore } from '../spans/span-store.ts'
import { dependenciesOf } from './dependencies.ts'
import { findTraces, parseTraceQuery, QueryError } from './trace-query.ts'
import { traceJson } from './trace-json.ts'

export interface JaegerParts {
  readonly clock: Clock
  readonly spans: SpanStore
}

interface Asked extends JaegerParts {
  readonly parameters: URLSearchParams
  /** What stood where the path has a name. */
  readonly name: string
}

type Route = (asked: Asked) => HopResponse

const routes: readonly (readonly [RegExp, Route])[] = [
  [/^\/api\/services\/?$/, services],
  [/^\/api\/services\/([^/]+)\/operations\/?$/, ({ spans, name }) => list(operationsOf(spans, name).map((one) => one.name))],
  [/^\/api\/operations\/?$/, operations],
  [/^\/api\/traces\/?$/, search],
  [/^\/api\/traces\/([^/]+)\/?$/, oneTrace],
  [/^\/api\/dependencies\/?$/, dependencies],
]

/** Jaeger's query API, as its page and others ask it; `undefined` for its pages. */
export function createJaegerApi(parts: JaegerParts): (request: HopRequest) => Promise<HopResponse | undefined> {
  return (request) => Promise.resolve(answer(parts, request))
}

function answer(parts: JaegerParts, request: HopRequest): HopResponse | undefined {
  const { path, query: parameters } = splitPath(request.path)
  if (!path.startsWith('/api/')) return undefined
  for (const [pattern, route] of routes) {
    const found = pattern.exec(path)
    if (!found) continue
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain('Method Not Allowed\n', 405, { allow: 'GET' })
    return guarded(() => route({ ...parts, parameters, name: decode(found[1] ?? '') }))
  }
  return failure(404, 'not found')
}

function services({ spans }: Asked): HopResponse {
  const names = new Set<string>()
  for (const trace of spans.traces()) for (const { shape } of trace.spans) names.add(shape.service)
  return list([...names].toSorted())
}

function operations({ spans, parameters }: Asked): HopResponse {
  const service = parameters.get('service') ?? ''
  if (service === '') return failure(400, "parameter 'service' is required")
  const kind = parameters.get('spanKind') ?? ''
  const found = operationsOf(spans, service).flatMap(({ name, kinds }) => [...kinds].map((spanKind) => ({ name, spanKind })))
  return list(kind === '' ? found : found.filter(({ spanKind }) => spanKind === kind))
}

function search({ clock, spans, parameters }: Asked): HopResponse {
  const traces = findTraces(spans.traces(), parseTraceQuery(parameters, clock.now()))
  return reply(traces.map(traceJson), 0)
}

function oneTrace({ spans, name }: Asked): HopResponse {
  // Jaeger lets leading zeros be left out, and added.
  const trace = spans.get(name.toLowerCase()) ?? spans.get(name.toLowerCase().replace(/^0+/, '')) ?? spans.get(name.toLowerCase().padStart(16, '0'))
  return trace ? reply([traceJson(trace)], 0) : failure(404, 'trace not found')
}

function dependencies({ clock, spans, parameters }: Asked): HopResponse {
  const endMs = Number(parameters.get('endTs') ?? clock.now())
  const lookbackMs = Number(parameters.get('lookback') ?? 86_400_000)
  if (!Number.isFinite(endMs) || !Number.isFinite(lookbackMs)) throw new QueryError("unable to parse param 'endTs' or 'lookback'")
  return reply(dependenciesOf(spans.traces(), endMs - lookbackMs, endMs), 0)
}

function operationsOf(spans: SpanStore, service: string): readonly { readonly name: string; readonly kinds: ReadonlySet<string> }[] {
  const operationKinds = new Map<string, Set<string>>()
  for (const trace of spans.traces()) {
    for (const { shape } of trace.spans) {
      if (shape.service !== service) continue
      const kinds = operationKinds.get(shape.operation) ?? new Set<string>()
      operationKinds.set(shape.operation, kinds.add(shape.kind))
    }
  }
  return [...operationKinds].map(([name, kinds]) => ({ name, kinds })).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function list(data: readonly unknown[]): HopResponse {
  return reply(data, data.length)
}

function reply(data: unknown, total: number): HopResponse {
  return json({ data, total, limit: 0, offset: 0, errors: null })
}

function failure(code: number, msg: string): HopResponse {
  return json({ data: null, total: 0, limit: 0, offset: 0, errors: [{ code, msg }] }, code)
}

function guarded(run: () => HopResponse): HopResponse {
  try {
    return run()
  } catch (error) {
    return error instanceof QueryError ? failure(400, error.message) : failure(500, error instanceof Error ? error.message : String(error))
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone percent sign is no name of anything here.
    return text
  }
}
