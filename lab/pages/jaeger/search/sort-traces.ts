import type { Trace } from '../model/trace.ts'

export const sortings = ['Most Recent', 'Longest First', 'Shortest First', 'Most Spans', 'Least Spans'] as const
export type Sorting = (typeof sortings)[number]

const orders: Readonly<Record<Sorting, (a: Trace, b: Trace) => number>> = {
  'Most Recent': (a, b) => b.start - a.start,
  'Longest First': (a, b) => b.duration - a.duration,
  'Shortest First': (a, b) => a.duration - b.duration,
  'Most Spans': (a, b) => b.spans.length - a.spans.length,
  'Least Spans': (a, b) => a.spans.length - b.spans.length,
}

/** Traces in an order; equals by time, the latest first. */
export function sortTraces(traces: readonly Trace[], sorting: Sorting): readonly Trace[] {
  return traces.toSorted((a, b) => orders[sorting](a, b) || b.start - a.start)
}
