import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelsKey, labelsOf } from '../labels/labels.ts'
import type { SampleSeries } from '../storage/series.ts'
import { Engine } from './engine.ts'
import { has, type Row, valueAt } from './evaluate/row.ts'
import type { Value } from './evaluate/value.ts'
import { PromqlError } from './promql-error.ts'
import { dashboardQueries, queries } from './testing/queries.ts'
import { dataEndMs, dataStartMs, sampleData, sourceOf } from './testing/sample-data.ts'

const engine = new Engine(sourceOf(sampleData()))

/** What a query gives, or the message of its failure. */
function outcome(run: () => Value): Value | string {
  try {
    return run()
  } catch (error) {
    if (error instanceof PromqlError) return error.message
    throw error
  }
}

function valuesAt(value: Value, step: number): Readonly<Record<string, number>> {
  if (value.kind === 'scalar') return { scalar: value.values[step] ?? Number.NaN }
  const rows: readonly Row[] = value.kind === 'vector' ? value.rows : []
  return Object.fromEntries(rows.filter((row) => has(row, step)).map((row) => [labelsKey(row.labels), valueAt(row, step)]))
}

function messageOf(query: string): string {
  const found = outcome(() => engine.instant(query, dataEndMs))
  return typeof found === 'string' ? found : 'none'
}

describe('a range query', () => {
  // `@ start()` and `@ end()` mean the whole query, and a range has messages of its own for what it cannot show.
  const steady = [...queries, ...dashboardQueries].filter((query) => !/@ *(?:start|end)\(\)/.test(query) && typeof outcome(() => engine.range(query, { startMs: dataEndMs, endMs: dataEndMs, stepMs: 1000 })) !== 'string')

  it('is an instant query at each of its steps', () => {
    const grid = fc.record({ startMs: fc.integer({ min: dataStartMs - 400_000, max: dataEndMs }), stepMs: fc.integer({ min: 500, max: 200_000 }), count: fc.integer({ min: 1, max: 12 }) })
    fc.assert(fc.property(fc.constantFrom(...steady), grid, (query, { startMs, stepMs, count }) => {
      const whole = outcome(() => engine.range(query, { startMs, endMs: startMs + stepMs * (count - 1), stepMs }))
      const steps = Array.from({ length: count }, (_, step) => outcome(() => engine.instant(query, startMs + step * stepMs)))
      if (typeof whole === 'string') expect(steps).toContain(whole)
      else expect(steps.map((step) => (typeof step === 'string' ? step : valuesAt(step, 0)))).toEqual(steps.map((_, step) => valuesAt(whole, step)))
    }), { numRuns: 300 })
  })
})

describe('staleness', () => {
  const series = (more: Partial<SampleSeries>): Engine => new Engine(sourceOf([{ labels: labelsOf({ __name__: 'x' }), times: [0, 5000, 10_000], values: [1, 2, 3], goneAt: [], ...more }]))
  const valueOf = (one: Engine, query: string, ms: number) => Object.values(valuesAt(one.instant(query, ms), 0))

  it.each([
    [10_000, [3]], [12_000, [3]], [310_000, [3]], [310_001, []], [-1, []],
  ])('looks back five minutes, at %i ms', (ms, expected) => {
    expect(valueOf(series({}), 'x', ms)).toEqual(expected)
  })

  it.each([
    [14_999, [3]], [15_000, []], [20_000, []],
  ])('sees at once what is gone, at %i ms', (ms, expected) => {
    expect(valueOf(series({ goneAt: [15_000] }), 'x', ms)).toEqual(expected)
  })

  it('sees what has come back', () => {
    const back = series({ times: [0, 5000, 20_000], goneAt: [10_000] })
    expect([7000, 12_000, 21_000].map((ms) => valueOf(back, 'x', ms))).toEqual([[2], [], [3]])
  })

  it('still counts the samples of what is gone over time', () => {
    expect(valueOf(series({ goneAt: [15_000] }), 'count_over_time(x[1m])', 20_000)).toEqual([3])
    expect(valueOf(series({ goneAt: [15_000] }), 'absent(x)', 20_000)).toEqual([1])
  })
})

describe('what is too much', () => {
  it('refuses a query that would take long', () => {
    const tooMuch = 'query processing would load too many samples into memory in query execution'
    expect(messageOf('max_over_time(rate({__name__=~".+"}[20m])[6h:1s])')).toBe(tooMuch)
    expect(messageOf('max_over_time(max_over_time(vector(1)[1h:1ms])[1h:1ms])')).toBe(tooMuch)
    expect(outcome(() => engine.range('sum_over_time({__name__=~".+"}[20m])', { startMs: dataStartMs, endMs: dataEndMs, stepMs: 110 }))).toBe(tooMuch)
  })

  it('survives any text', () => {
    const piece = fc.constantFrom('up', '{', '}', '(', ')', '[5m]', '[5m:1m]', ' offset 1m', ' @ 5', 'sum', ' by (a)', 'rate', '+', '-', '*', '/', '^', '"', "'", '`', '\\', ',', '=', '=~', '!~', '1', '1e', '.', 'x', ' and ', ' on (a) ', ' bool ', '#', '\n', 'é')
    fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 }))), (pieces) => {
      outcome(() => engine.instant(pieces.join(''), dataEndMs))
    }), { numRuns: 3000 })
  })
})
