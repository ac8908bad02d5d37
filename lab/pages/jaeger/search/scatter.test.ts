import { expect, it } from 'vitest'
import { toTrace, type Trace } from '../model/trace.ts'
import { scatter } from './scatter.ts'

const size = { width: 120, height: 60, left: 10, right: 10, top: 10, bottom: 0 }

function trace(startTime: number, duration: number, spans = 1): Trace {
  const made = toTrace({ traceID: `t${startTime}`, spans: Array.from({ length: spans }, (_, index) => ({ spanID: `s${index}`, startTime, duration })) })
  if (!made) throw new Error('Expected a trace')
  return made
}

it('spans the plot from the first to the last and from zero to the longest', () => {
  const { dots, durations } = scatter([trace(100, 50), trace(200, 100), trace(150, 0)], size)
  expect(dots.map(({ x, y }) => [x, y])).toEqual([[10, 35], [110, 10], [60, 60]])
  expect(durations.map(({ value, at }) => [value, at])).toEqual([[0, 60], [50, 35], [100, 10]])
})

it('puts a single trace in the middle, and draws none of none', () => {
  expect(scatter([trace(100, 50)], size).dots[0]).toMatchObject({ x: 60, y: 10 })
  expect(scatter([], size).dots).toEqual([])
})

it('draws large traces below small ones', () => {
  expect(scatter([trace(1, 5, 2), trace(2, 5, 8)], size).dots.map((dot) => dot.trace.spans.length)).toEqual([8, 2])
})
