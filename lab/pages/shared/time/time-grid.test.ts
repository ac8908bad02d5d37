import { describe, expect, it } from 'vitest'
import { gridTimes, timeGrid } from './time-grid.ts'

describe('timeGrid', () => {
  it.each([
    ['five minutes', 300, { startS: 1000, endS: 1300, stepS: 2 }],
    ['an hour', 3600, { startS: 990, endS: 4590, stepS: 15 }],
  ])('%s', (_, seconds, expected) => {
    expect(timeGrid({ fromMs: 1_000_900, toMs: 1_000_900 + seconds * 1000 }, { points: 300, leastStepS: 2 })).toEqual(expected)
  })

  it('moves by whole steps', () => {
    const at = (nowMs: number) => timeGrid({ fromMs: nowMs - 300_000, toMs: nowMs }, { points: 300, leastStepS: 2 })
    expect(at(1_000_000_000)).toEqual(at(1_000_001_999))
    expect(at(1_000_002_000).endS).toBe(at(1_000_000_000).endS + 2)
  })

  it('lists its moments', () => {
    expect(gridTimes({ startS: 10, endS: 16, stepS: 2 })).toEqual([10, 12, 14, 16])
  })
})
