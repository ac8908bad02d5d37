import type { TimeGrid } from '../prometheus/client.ts'
import type { Span } from './time-range.ts'

const niceSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 86_400]

/**
 * Moments to ask about: a round step, and ends on multiples of it, so that a graph that moves on asks for the same moments
 * again and does not dance.
 */
export function timeGrid({ fromMs, toMs }: Span, { points, leastStepS }: { readonly points: number; readonly leastStepS: number }): TimeGrid {
  const wanted = Math.max(leastStepS, (toMs - fromMs) / 1000 / points)
  const stepS = niceSteps.find((step) => step >= wanted) ?? Math.ceil(wanted / 86_400) * 86_400
  const onGrid = (ms: number) => Math.floor(ms / 1000 / stepS) * stepS
  return { startS: onGrid(fromMs), endS: onGrid(toMs), stepS }
}

/** The moments themselves. */
export function gridTimes({ startS, endS, stepS }: TimeGrid): readonly number[] {
  return Array.from({ length: Math.round((endS - startS) / stepS) + 1 }, (_, index) => startS + index * stepS)
}
