import { parseGoDuration } from '../../go-duration.ts'
import { isRecord } from '../../kube/read.ts'
import { type StoredSpan, tagsOf, type Trace } from '../spans/stored-span.ts'

/** What a search asks for. One span must fulfil all of it. */
export interface TraceQuery {
  readonly service: string
  readonly operation: string | undefined
  readonly tags: ReadonlyMap<string, string>
  readonly minMs: number
  readonly maxMs: number
  readonly fromMs: number
  readonly toMs: number
  readonly limit: number
  /** Traces asked for by name; all other conditions are off. */
  readonly traceIds: readonly string[]
}

/** A search that cannot be made sense of. */
export class QueryError extends Error {}

const defaultLimit = 100
/** How far back a search looks that does not say. */
const defaultLookbackMs = 48 * 3_600_000

export function parseTraceQuery(parameters: URLSearchParams, nowMs: number): TraceQuery {
  const service = parameters.get('service') ?? ''
  const traceIds = parameters.getAll('traceID')
  if (service === '' && traceIds.length === 0) throw new QueryError("parameter 'service' is required")
  const lookbackMs = parseLookback(parameters.get('lookback'))
  const minMs = durationOf(parameters, 'minDuration') ?? 0
  const maxMs = durationOf(parameters, 'maxDuration') ?? Infinity
  if (maxMs < minMs) throw new QueryError("'maxDuration' should be greater than 'minDuration'")
  return {
    service,
    operation: parameters.get('operation') || undefined,
    tags: tagsIn(parameters),
    minMs,
    maxMs,
    fromMs: microseconds(parameters, 'start') ?? nowMs - lookbackMs,
    toMs: microseconds(parameters, 'end') ?? nowMs,
    limit: wholeNumber(parameters, 'limit') ?? defaultLimit,
    traceIds,
  }
}

/** The latest traces that a query finds, the latest first. */
export function findTraces(traces: Iterable<Trace>, query: TraceQuery): readonly Trace[] {
  const ids = new Set(query.traceIds)
  const found = [...traces].filter((trace) => (ids.size > 0 ? ids.has(trace.traceId) : trace.spans.some((span) => fits(trace, span, query))))
  return found.toSorted((a, b) => b.startMs - a.startMs).slice(0, query.limit)
}

function fits(trace: Trace, span: StoredSpan, { service, operation, tags, minMs, maxMs, fromMs, toMs }: TraceQuery): boolean {
  const { shape, startMs, durationMs } = span
  if (shape.service !== service || (operation !== undefined && shape.operation !== operation)) return false
  if (durationMs < minMs || durationMs > maxMs || startMs < fromMs || startMs > toMs) return false
  if (tags.size === 0) return true
  const own = { ...tagsOf(trace, span), 'span.kind': shape.kind }
  return [...tags].every(([key, value]) => Object.entries(own).some(([name, one]) => name === key && one === value))
}

/** `tags={"error":"true"}`, `tag=error:true`, any number of both. */
function tagsIn(parameters: URLSearchParams): ReadonlyMap<string, string> {
  const tags = new Map<string, string>()
  for (const text of parameters.getAll('tag')) {
    const colon = text.indexOf(':')
    if (colon < 0) throw new QueryError(`malformed 'tag' parameter, expecting key:value, received: ${text}`)
    tags.set(text.slice(0, colon), text.slice(colon + 1))
  }
  for (const text of parameters.getAll('tags').filter((one) => one !== '')) {
    for (const [key, value] of Object.entries(parseTags(text))) tags.set(key, String(value))
  }
  return tags
}

function parseTags(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text)
    if (isRecord(parsed)) return parsed
  } catch (error) {
    throw new QueryError(`malformed 'tags' parameter, cannot unmarshal JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  throw new QueryError('malformed \'tags\' parameter, cannot unmarshal JSON: expected an object')
}

function durationOf(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name) ?? ''
  if (text === '') return undefined
  const ms = parseGoDuration(text)
  if (ms === undefined) throw new QueryError(`unable to parse param '${name}': time: invalid duration ${JSON.stringify(text)}`)
  return ms
}

function microseconds(parameters: URLSearchParams, name: string): number | undefined {
  const amount = wholeNumber(parameters, name)
  return amount === undefined ? undefined : amount / 1000
}

function wholeNumber(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name) ?? ''
  if (text === '') return undefined
  if (!/^[+-]?\d+$/.test(text)) throw new QueryError(`unable to parse param '${name}': strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  return Number(text)
}

/** `1h`, `2d`; `custom` and the like mean that `start` says it. */
function parseLookback(text: string | null): number {
  const days = /^(\d+)d$/.exec(text ?? '')
  return (days ? Number(days[1]) * 86_400_000 : parseGoDuration(text ?? '')) ?? defaultLookbackMs
}
