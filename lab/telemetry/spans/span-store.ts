import type { Span } from '../telemetry.ts'
import { Shapes } from './shapes.ts'
import { fromSpanState, type SpanState, toSpanState } from './span-state.ts'
import { requestIdTag, type Trace } from './stored-span.ts'

export interface SpanLimits {
  /** Spans of the latest traces, whatever they are. */
  readonly latest: number
  /** Spans of older traces that were slow or failed. */
  readonly notable: number
}

/** Two and a half minutes of steady load, and what was remarkable before. About 1.5 MB (docs/lab-telemetry.md). */
const defaultLimits: SpanLimits = { latest: 6000, notable: 3000 }
/** Slower than anything without a fault. */
const slowMs = 1000

/** Keeps the spans of the latest traces, and longer those one looks for: slow ones and failures. */
export class SpanStore {
  readonly #limits: SpanLimits
  readonly #shapes = new Shapes()
  /** In the order in which they began. */
  readonly #latest: TraceQueue
  readonly #notable: TraceQueue

  constructor({ state, limits = defaultLimits }: { readonly state?: SpanState; readonly limits?: SpanLimits } = {}) {
    this.#limits = limits
    const restored = state ? fromSpanState(state) : { latest: [], notable: [] }
    this.#latest = new TraceQueue(restored.latest)
    this.#notable = new TraceQueue(restored.notable)
  }

  add(span: Span): void {
    const queue = this.#notable.get(span.traceId) ? this.#notable : this.#latest
    queue.add(span.traceId, span.tags[requestIdTag] ?? '', {
      spanId: span.spanId,
      parentSpanId: span.parentSpanId,
      startMs: span.startMs,
      durationMs: span.durationMs,
      shape: this.#shapes.of(span),
    })
    while (this.#latest.spans > this.#limits.latest) {
      const oldest = this.#latest.shift()
      if (oldest && isNotable(oldest)) this.#notable.push(oldest)
    }
    while (this.#notable.spans > this.#limits.notable) this.#notable.shift()
  }

  get(traceId: string): Trace | undefined {
    return this.#latest.get(traceId) ?? this.#notable.get(traceId)
  }

  /** All traces, in the order in which their first spans came. */
  *traces(): Iterable<Trace> {
    yield* this.#notable.traces()
    yield* this.#latest.traces()
  }

  get size(): number {
    return this.#latest.spans + this.#notable.spans
  }

  snapshot(): SpanState {
    return toSpanState({ latest: [...this.#latest.traces()], notable: [...this.#notable.traces()] })
  }
}

function isNotable({ startMs, endMs, failed }: Trace): boolean {
  return failed || endMs - startMs >= slowMs
}

/** Traces in the order in which they came, with the number of their spans. */
class TraceQueue {
  readonly #traces: Map<string, Trace>
  #spans: number

  constructor(traces: readonly Trace[]) {
    this.#traces = new Map(traces.map((trace) => [trace.traceId, trace]))
    this.#spans = traces.reduce((sum, { spans }) => sum + spans.length, 0)
  }

  get spans(): number {
    return this.#spans
  }

  get(traceId: string): Trace | undefined {
    return this.#traces.get(traceId)
  }

  traces(): Iterable<Trace> {
    return this.#traces.values()
  }

  add(traceId: string, requestId: string, span: Trace['spans'][number]): void {
    const endMs = span.startMs + span.durationMs
    const trace = this.#traces.get(traceId) ?? { traceId, requestId, spans: [], startMs: span.startMs, endMs, failed: false }
    this.#traces.set(traceId, trace)
    trace.spans.push(span)
    trace.startMs = Math.min(trace.startMs, span.startMs)
    trace.endMs = Math.max(trace.endMs, endMs)
    trace.failed ||= span.shape.tags['error'] === 'true'
    this.#spans += 1
  }

  push(trace: Trace): void {
    this.#traces.set(trace.traceId, trace)
    this.#spans += trace.spans.length
  }

  shift(): Trace | undefined {
    const [oldest] = this.#traces.values()
    if (!oldest) return undefined
    this.#traces.delete(oldest.traceId)
    this.#spans -= oldest.spans.length
    return oldest
  }
}
