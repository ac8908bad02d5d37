import { describe, expect, it } from 'vitest'
import type { Span } from '../telemetry.ts'
import { SpanStore } from './span-store.ts'

function span(traceId: number, more: Partial<Span> = {}): Span {
  return { traceId: `t${traceId}`, spanId: `s${traceId}`, service: 'reviews', operation: 'x', kind: 'client', startMs: traceId * 100, durationMs: 20, tags: { 'guid:x-request-id': `r${traceId}`, component: 'proxy' }, ...more }
}

function fill(store: SpanStore, count: number, more: (traceId: number) => Partial<Span> = () => ({})): void {
  for (let traceId = 0; traceId < count; traceId += 1) store.add(span(traceId, more(traceId)))
}

const limits = { latest: 10, notable: 5 }
const ids = (store: SpanStore) => [...store.traces()].map(({ traceId }) => traceId)

describe('SpanStore', () => {
  it('keeps the latest, however many come', () => {
    const store = new SpanStore({ limits })
    fill(store, 1000)
    expect(ids(store)).toEqual(Array.from({ length: 10 }, (_, at) => `t${at + 990}`))
  })

  it.each([
    ['slow', { durationMs: 7000 }],
    ['failed', { tags: { error: 'true' } }],
  ])('keeps what was %s for longer', (_, remarkable) => {
    const store = new SpanStore({ limits })
    fill(store, 500, (traceId) => (traceId === 3 ? remarkable : {}))
    expect(store.get('t3')).toBeDefined()
    expect(store.size).toBe(11)
  })

  it('keeps not too many of those either, and the latest of them', () => {
    const store = new SpanStore({ limits })
    fill(store, 1000, () => ({ durationMs: 7000 }))
    expect(ids(store)).toEqual(Array.from({ length: 15 }, (_, at) => `t${at + 985}`))
  })

  it('adds to a trace what comes late', () => {
    const store = new SpanStore({ limits })
    fill(store, 50, (traceId) => (traceId === 3 ? { durationMs: 7000 } : {}))
    store.add(span(3, { spanId: 'late', startMs: 9000 }))
    expect(store.get('t3')?.spans.map(({ spanId }) => spanId)).toEqual(['s3', 'late'])
  })

  it('shares what spans have in common', () => {
    const store = new SpanStore()
    fill(store, 2)
    const [first, second] = [...store.traces()].map(({ spans }) => spans[0]?.shape)
    expect(first).toBe(second)
  })

  it('is the same after a restore', () => {
    const store = new SpanStore({ limits })
    fill(store, 50, (traceId) => (traceId % 9 === 0 ? { durationMs: 7000, parentSpanId: 'p' } : {}))
    const restored = new SpanStore({ limits, state: JSON.parse(JSON.stringify(store.snapshot())) })
    expect([...restored.traces()]).toEqual([...store.traces()])
    for (const one of [store, restored]) one.add(span(99))
    expect(ids(restored)).toEqual(ids(store))
  })
})
