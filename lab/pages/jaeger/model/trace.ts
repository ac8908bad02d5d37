import { number, read, readList, readRecord, text } from '../../../kube/read.ts'

export interface Tag {
  readonly key: string
  readonly value: string
}

interface LogEntry {
  /** Microseconds since the epoch. */
  readonly at: number
  readonly fields: readonly Tag[]
}

/** A span in its place of the tree. Times are microseconds; `start` counts from the start of the trace. */
export interface Span {
  readonly id: string
  readonly service: string
  readonly operation: string
  readonly start: number
  readonly duration: number
  readonly depth: number
  /** Spans below it, all levels. */
  readonly descendants: number
  readonly tags: readonly Tag[]
  readonly process: readonly Tag[]
  readonly logs: readonly LogEntry[]
  readonly failed: boolean
}

export interface Trace {
  readonly id: string
  /** Microseconds since the epoch. */
  readonly start: number
  readonly duration: number
  /** In the order of a walk down the tree, earlier children first. */
  readonly spans: readonly Span[]
  /** Services with the number of their spans, by first appearance. */
  readonly services: readonly { readonly name: string; readonly spans: number }[]
  readonly depth: number
  readonly errors: number
}

interface RawSpan {
  readonly id: string
  readonly parent: string | undefined
  readonly start: number
  readonly end: number
  readonly raw: unknown
}

/** A trace from Jaeger's JSON; undefined when it has no span. A span whose parent is missing stands at the top. */
export function toTrace(json: unknown): Trace | undefined {
  const raw = readList(json, 'spans').map(readSpan)
  if (raw.length === 0) return undefined
  const start = Math.min(...raw.map((span) => span.start))
  const spans = walk(raw).map(({ span, depth, descendants }) => place(span, { json, start, depth, descendants }))
  return {
    id: text(read(json, 'traceID')),
    start,
    duration: Math.max(...raw.map((span) => span.end)) - start,
    spans,
    services: countServices(spans),
    depth: Math.max(...spans.map(({ depth }) => depth)) + 1,
    errors: spans.filter(({ failed }) => failed).length,
  }
}

function readSpan(raw: unknown): RawSpan {
  const parents = readList(raw, 'references').filter((reference) => read(reference, 'refType') === 'CHILD_OF' || read(reference, 'refType') === 'FOLLOWS_FROM')
  const start = number(read(raw, 'startTime'))
  return { id: text(read(raw, 'spanID')), parent: text(read(parents[0], 'spanID')) || text(read(raw, 'parentSpanID')) || undefined, start, end: start + number(read(raw, 'duration')), raw }
}

interface Placed {
  readonly span: RawSpan
  readonly depth: number
  readonly descendants: number
}

function walk(spans: readonly RawSpan[]): readonly Placed[] {
  const known = new Map(spans.map((span) => [span.id, span]))
  const children = groupBy(spans, ({ id, parent }) => (parent !== undefined && parent !== id && known.has(parent) ? parent : ''))
  const placed: Placed[] = []
  const seen = new Set<RawSpan>()
  const visit = (span: RawSpan, depth: number): void => {
    // Two spans that call each other their parent would lead around for ever.
    if (seen.has(span)) return
    seen.add(span)
    const at = placed.length
    placed.push({ span, depth, descendants: 0 })
    for (const child of byStart(children.get(span.id) ?? [])) visit(child, depth + 1)
    placed[at] = { span, depth, descendants: placed.length - at - 1 }
  }
  for (const root of byStart(children.get('') ?? [])) visit(root, 0)
  for (const left of byStart(spans)) visit(left, 0)
  return placed
}

function byStart(spans: readonly RawSpan[]): readonly RawSpan[] {
  // Where a call and its answer begin in the same microsecond, the longer one holds the other.
  return spans.toSorted((a, b) => a.start - b.start || b.end - a.end)
}

function place({ id, start, end, raw }: RawSpan, { json, start: first, depth, descendants }: { readonly json: unknown; readonly start: number; readonly depth: number; readonly descendants: number }): Span {
  const process = readRecord(json, 'processes', text(read(raw, 'processID')))
  const tags = toTags(readList(raw, 'tags'))
  return {
    id,
    service: text(process['serviceName']),
    operation: text(read(raw, 'operationName')),
    start: start - first,
    duration: end - start,
    depth,
    descendants,
    tags,
    process: toTags(readList(process, 'tags')),
    logs: readList(raw, 'logs').map((log) => ({ at: number(read(log, 'timestamp')), fields: toTags(readList(log, 'fields')) })),
    failed: tags.some(({ key, value }) => key === 'error' && value !== 'false'),
  }
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return groups
}

function toTags(list: readonly unknown[]): readonly Tag[] {
  return list.map((tag) => ({ key: text(read(tag, 'key')), value: text(read(tag, 'value')) }))
}

function countServices(spans: readonly Span[]): Trace['services'] {
  return [...groupBy(spans, ({ service }) => service)].map(([name, own]) => ({ name, spans: own.length }))
}

/** What a trace is called: its first span. */
export function traceName({ spans }: Trace): string {
  const [root] = spans
  return root ? `${root.service}: ${root.operation}` : ''
}
