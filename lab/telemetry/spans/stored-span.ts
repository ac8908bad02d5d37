import type { Span } from '../telemetry.ts'

/** What many spans have in common; one object for all of them. */
export interface SpanShape {
  readonly service: string
  readonly operation: string
  readonly kind: Span['kind']
  readonly tags: Readonly<Record<string, string>>
}

/** A span as it is kept: what is its own, and the shape that it shares. */
export interface StoredSpan {
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly startMs: number
  readonly durationMs: number
  readonly shape: SpanShape
}

/** The spans of one request from outside, the first to end first. */
export interface Trace {
  readonly traceId: string
  readonly requestId: string
  readonly spans: StoredSpan[]
  startMs: number
  endMs: number
  failed: boolean
}

/** Differs from request to request and is the same in all spans of one: kept by trace. */
export const requestIdTag = 'guid:x-request-id'

export function tagsOf({ requestId }: Trace, { shape }: StoredSpan): Readonly<Record<string, string>> {
  return requestId === '' ? shape.tags : { ...shape.tags, [requestIdTag]: requestId }
}
