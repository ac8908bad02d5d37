import type { Random } from '../../clock.ts'

/** Where a request stands in its trace (B3 headers). */
export interface TraceContext {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly requestId: string
  readonly sampled: boolean
}

type Headers = Readonly<Record<string, string>>

/** A new span under the one that the headers name; a new trace when they name none. */
export function childSpan(headers: Headers, ids: Random): TraceContext {
  const parentSpanId = headers['x-b3-spanid']
  const traceId = headers['x-b3-traceid']
  return {
    traceId: traceId ?? hexId(ids),
    spanId: hexId(ids),
    requestId: headers['x-request-id'] ?? uuid(ids),
    sampled: headers['x-b3-sampled'] !== '0',
    ...(traceId && parentSpanId ? { parentSpanId } : {}),
  }
}

/** The headers by which the next one continues the trace. */
export function traceHeaders({ traceId, spanId, parentSpanId, requestId, sampled }: TraceContext): Headers {
  return {
    'x-request-id': requestId,
    'x-b3-traceid': traceId,
    'x-b3-spanid': spanId,
    ...(parentSpanId ? { 'x-b3-parentspanid': parentSpanId } : {}),
    'x-b3-sampled': sampled ? '1' : '0',
  }
}

function hexId(ids: Random): string {
  return hex32(ids) + hex32(ids)
}

function uuid(ids: Random): string {
  const text = hexId(ids) + hexId(ids)
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-a${text.slice(17, 20)}-${text.slice(20)}`
}

function hex32(ids: Random): string {
  return Math.floor(ids.next() * 0x1_0000_0000).toString(16).padStart(8, '0')
}
