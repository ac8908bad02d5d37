import { number, read, readList, text } from '../../../kube/read.ts'
import { fetchJson, RequestError, serverNow } from '../../shared/http/fetch-json.ts'
import type { Graph } from '../../shared/graph/graph.ts'
import { parseDuration } from '../../shared/time/time-range.ts'
import { parseTags, type Search } from '../search/search-form.ts'
import { toTrace, type Trace } from './trace.ts'

/** Services that have reported, sorted. */
export async function loadServices(signal: AbortSignal): Promise<readonly string[]> {
  return readList(await ask('/api/services', signal), 'data').map(text).toSorted()
}

export async function loadOperations(service: string, signal: AbortSignal): Promise<readonly string[]> {
  return readList(await ask(`/api/services/${encodeURIComponent(service)}/operations`, signal), 'data').map(text).toSorted()
}

export async function findTraces(search: Search, signal: AbortSignal): Promise<readonly Trace[]> {
  const endMs = serverNow()
  const parameters = new URLSearchParams({
    service: search.service,
    limit: String(search.limit),
    lookback: search.lookback,
    start: String((endMs - (parseDuration(search.lookback) ?? 0)) * 1000),
    end: String(endMs * 1000),
  })
  for (const name of ['operation', 'minDuration', 'maxDuration'] as const) if (search[name].trim() !== '') parameters.set(name, search[name].trim())
  const tags = parseTags(search.tags) ?? {}
  if (Object.keys(tags).length > 0) parameters.set('tags', JSON.stringify(tags))
  return toTraces(await ask(`/api/traces?${parameters.toString()}`, signal))
}

export async function loadTrace(id: string, signal: AbortSignal): Promise<Trace | undefined> {
  return toTraces(await ask(`/api/traces/${encodeURIComponent(id)}`, signal))[0]
}

/** Who called whom, and how often, within the last day. */
export async function loadDependencies(signal: AbortSignal): Promise<Graph> {
  const day = 86_400_000
  const answer = await ask(`/api/dependencies?endTs=${serverNow()}&lookback=${day}`, signal)
  const edges = readList(answer, 'data').map((one) => {
    const calls = number(read(one, 'callCount'))
    return { source: text(read(one, 'parent')), target: text(read(one, 'child')), lines: [String(calls)], rate: calls > 0 ? 1 : 0 }
  })
  return { nodes: [...new Set(edges.flatMap(({ source, target }) => [source, target]))].toSorted(), edges }
}

function toTraces(answer: unknown): readonly Trace[] {
  return readList(answer, 'data').flatMap((one) => toTrace(one) ?? [])
}

async function ask(path: string, signal: AbortSignal): Promise<unknown> {
  const answer = await fetchJson(path, { signal })
  const [error] = readList(answer, 'errors')
  if (error === undefined) return answer
  throw new RequestError(text(read(error, 'msg')) || 'Jaeger answered with an error.', 400)
}
