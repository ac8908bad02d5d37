import { expect, it } from 'vitest'
import type { Trace } from '../model/trace.ts'
import { sortTraces, type Sorting } from './sort-traces.ts'

const trace = (id: string, start: number, duration: number, spans: number): Trace => ({
  id, start, duration, services: [], depth: 1, errors: 0,
  spans: Array.from({ length: spans }, () => ({ id: '', service: '', operation: '', start: 0, duration: 0, depth: 0, descendants: 0, tags: [], process: [], logs: [], failed: false })),
})
const traces = [trace('a', 1, 30, 8), trace('b', 2, 10, 12), trace('c', 3, 10, 8)]

it.each<[Sorting, string]>([
  ['Most Recent', 'cba'], ['Longest First', 'acb'], ['Shortest First', 'cba'], ['Most Spans', 'bca'], ['Least Spans', 'cab'],
])('%s', (sorting, expected) => {
  expect(sortTraces(traces, sorting).map(({ id }) => id).join('')).toBe(expected)
})
