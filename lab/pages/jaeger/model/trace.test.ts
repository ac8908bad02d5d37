import { describe, expect, it } from 'vitest'
import { toTrace, traceName } from './trace.ts'

interface Brief {
  readonly id: string
  readonly parent?: string
  readonly service?: string
  readonly start: number
  readonly duration: number
  readonly error?: boolean
}

function json(spans: readonly Brief[]): unknown {
  return {
    traceID: 't1',
    spans: spans.map(({ id, parent, service = 'a', start, duration, error }) => ({
      spanID: id, operationName: `${id}-operation`, startTime: 1_000_000 + start, duration, processID: service,
      references: parent === undefined ? [] : [{ refType: 'CHILD_OF', traceID: 't1', spanID: parent }],
      tags: [{ key: 'http.status_code', type: 'string', value: '200' }, ...(error === undefined ? [] : [{ key: 'error', type: 'bool', value: error }])],
    })),
    processes: { a: { serviceName: 'istio-ingress', tags: [{ key: 'ip', value: '10.0.0.1' }] }, b: { serviceName: 'productpage' } },
  }
}

const outline = (spans: readonly Brief[]) => toTrace(json(spans))?.spans.map(({ id, depth, descendants }) => `${'-'.repeat(depth)}${id}${descendants || ''}`)

describe('toTrace', () => {
  it.each<[string, readonly Brief[], readonly string[]]>([
    ['is a tree, earlier children first', [
      { id: 'late', parent: 'root', start: 50, duration: 5 }, { id: 'root', start: 0, duration: 100 },
      { id: 'leaf', parent: 'early', start: 12, duration: 1 }, { id: 'early', parent: 'root', start: 10, duration: 5 },
    ], ['root3', '-early1', '--leaf', '-late']],
    ['puts what lost its parent at the top', [{ id: 'root', start: 5, duration: 1 }, { id: 'orphan', parent: 'gone', start: 0, duration: 1 }], ['orphan', 'root']],
    ['ends where spans are each other’s parents', [{ id: 'x', parent: 'y', start: 0, duration: 2 }, { id: 'y', parent: 'x', start: 0, duration: 1 }], ['x1', '-y']],
    ['bears a span that is its own parent', [{ id: 'x', parent: 'x', start: 0, duration: 2 }], ['x']],
  ])('%s', (_, spans, expected) => {
    expect(outline(spans)).toEqual(expected)
  })

  it('sums up', () => {
    const trace = toTrace(json([
      { id: 'root', start: 0, duration: 6_000_000 }, { id: 'call', parent: 'root', service: 'b', start: 10, duration: 3_000_000, error: true },
      { id: 'on', parent: 'call', service: 'b', start: 20, duration: 10_000_000, error: false },
    ]))
    // The trace ends with its last span, which may well outlive its first.
    expect(trace).toMatchObject({ id: 't1', start: 1_000_000, duration: 10_000_020, depth: 3, errors: 1, services: [{ name: 'istio-ingress', spans: 1 }, { name: 'productpage', spans: 2 }] })
    expect(trace && traceName(trace)).toBe('istio-ingress: root-operation')
    expect(trace?.spans[0]).toMatchObject({ tags: [{ key: 'http.status_code', value: '200' }], process: [{ key: 'ip', value: '10.0.0.1' }] })
  })

  it.each([[{}], [null], [{ spans: [] }]])('is nothing without spans: %j', (value) => {
    expect(toTrace(value)).toBeUndefined()
  })
})
