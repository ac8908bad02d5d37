import type { SpanShape, StoredSpan, Trace } from './stored-span.ts'

type SpanRow = readonly [spanId: string, parentSpanId: string, startMs: number, durationMs: number, shape: number]
interface TraceState {
  readonly traceId: string
  readonly requestId: string
  readonly spans: readonly SpanRow[]
}

/** Spans as JSON: each shape once. */
export interface SpanState {
  readonly shapes: readonly SpanShape[]
  readonly latest: readonly TraceState[]
  readonly notable: readonly TraceState[]
}

export interface Traces {
  readonly latest: readonly Trace[]
  readonly notable: readonly Trace[]
}

export function toSpanState({ latest, notable }: Traces): SpanState {
  const places = new Map<SpanShape, number>()
  const rowOf = ({ spanId, parentSpanId = '', startMs, durationMs, shape }: StoredSpan): SpanRow => {
    const place = places.get(shape) ?? places.size
    places.set(shape, place)
    return [spanId, parentSpanId, startMs, durationMs, place]
  }
  const stateOf = ({ traceId, requestId, spans }: Trace): TraceState => ({ traceId, requestId, spans: spans.map(rowOf) })
  const traces = { latest: latest.map(stateOf), notable: notable.map(stateOf) }
  return { shapes: [...places.keys()], ...traces }
}

export function fromSpanState({ shapes, latest, notable }: SpanState): Traces {
  const traceOf = ({ traceId, requestId, spans: rows }: TraceState): Trace => {
    const spans = rows.flatMap((row) => spanFrom(row, shapes))
    return {
      traceId,
      requestId,
      spans,
      startMs: Math.min(...spans.map(({ startMs }) => startMs)),
      endMs: Math.max(...spans.map(({ startMs, durationMs }) => startMs + durationMs)),
      failed: spans.some(({ shape }) => shape.tags['error'] === 'true'),
    }
  }
  return { latest: latest.map(traceOf), notable: notable.map(traceOf) }
}

function spanFrom([spanId, parentSpanId, startMs, durationMs, place]: SpanRow, shapes: readonly SpanShape[]): readonly StoredSpan[] {
  const shape = shapes[place]
  return shape ? [{ spanId, parentSpanId: parentSpanId === '' ? undefined : parentSpanId, startMs, durationMs, shape }] : []
}
