import { type StoredSpan, tagsOf, type Trace } from '../spans/stored-span.ts'

/** A trace as Jaeger's query service answers it. Times are microseconds. */
export interface TraceJson {
  readonly traceID: string
  readonly spans: readonly SpanJson[]
  readonly processes: Readonly<Record<string, { readonly serviceName: string; readonly tags: readonly TagJson[] }>>
  readonly warnings: null
}

interface SpanJson {
  readonly traceID: string
  readonly spanID: string
  readonly flags: number
  readonly operationName: string
  readonly references: readonly { readonly refType: 'CHILD_OF'; readonly traceID: string; readonly spanID: string }[]
  readonly startTime: number
  readonly duration: number
  readonly tags: readonly TagJson[]
  readonly logs: readonly never[]
  readonly processID: string
  readonly warnings: null
}

type TagJson = { readonly key: string; readonly type: 'string'; readonly value: string } | { readonly key: string; readonly type: 'bool'; readonly value: boolean }

export function traceJson(trace: Trace): TraceJson {
  const services = [...new Set(trace.spans.map(({ shape }) => shape.service))]
  const spans = trace.spans.toSorted((a, b) => a.startMs - b.startMs || b.durationMs - a.durationMs)
  return {
    traceID: trace.traceId,
    spans: spans.map((span) => spanJson(trace, span, `p${services.indexOf(span.shape.service) + 1}`)),
    processes: Object.fromEntries(services.map((serviceName, index) => [`p${index + 1}`, { serviceName, tags: [] }])),
    warnings: null,
  }
}

function spanJson(trace: Trace, span: StoredSpan, processID: string): SpanJson {
  const { traceId: traceID } = trace
  const tags = Object.entries(tagsOf(trace, span)).map(([key, value]): TagJson => (key === 'error' ? { key, type: 'bool', value: value === 'true' } : { key, type: 'string', value }))
  return {
    traceID,
    spanID: span.spanId,
    flags: 1,
    operationName: span.shape.operation,
    references: span.parentSpanId === undefined ? [] : [{ refType: 'CHILD_OF', traceID, spanID: span.parentSpanId }],
    startTime: Math.round(span.startMs * 1000),
    duration: Math.round(span.durationMs * 1000),
    tags: [...tags, { key: 'span.kind', type: 'string', value: span.shape.kind }, { key: 'internal.span.format', type: 'string', value: 'zipkin' }],
    logs: [],
    processID,
    warnings: null,
  }
}
