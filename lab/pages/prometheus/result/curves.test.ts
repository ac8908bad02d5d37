import { describe, expect, it } from 'vitest'
import type { ChartCurve } from '../../shared/chart/chart-data.ts'
import { stack, toCurves } from './curves.ts'

describe('toCurves', () => {
  it('puts samples where their moments are', () => {
    const samples = [[10, 1], [14, 3], [16, Number.NaN]].map(([timeS = 0, value = 0]) => ({ timeS, value, text: String(value) }))
    expect(toCurves([{ labels: { __name__: 'up', a: 'b' }, samples }], { startS: 10, endS: 16, stepS: 2 })).toEqual([{ key: 'up{a="b"}', name: 'up{a="b"}', values: [1, null, 3, null] }])
  })
})

describe('stack', () => {
  const curve = (key: string, values: (number | null)[], visible = true): ChartCurve => ({ key, name: key, colour: '#000', visible, values })
  it('adds what is below, leaves gaps, and skips what is hidden', () => {
    const stacked = stack([curve('a', [1, null, 3]), curve('b', [10, 10, 10], false), curve('c', [1, 1, null])])
    expect(stacked.map(({ values }) => values)).toEqual([[1, null, 3], [10, 10, 10], [2, 1, null]])
  })
})
