import { describe, expect, it } from 'vitest'
import { timeText, valueRange } from './axes.ts'

describe('valueRange', () => {
  it.each<[string, Parameters<typeof valueRange>, readonly [number, number]]>([
    ['nothing', [null, null, undefined], [0, 1]],
    ['flat zero', [0, 0, undefined], [0, 1]],
    ['traffic', [1, 10, undefined], [0, 10.8]],
    ['a fixed end', [0.5, 0.9, 1.01], [0, 1.01]],
    ['below zero', [-2, 4, undefined], [-2.1, 4.32]],
    ['only below zero', [-2, -1, undefined], [-2.1, -1.08]],
  ])('%s', (_, input, expected) => {
    const [low, high] = valueRange(...input)
    expect(low).toBeCloseTo(expected[0])
    expect(high).toBeCloseTo(expected[1])
  })
})

describe('timeText', () => {
  const at = new Date(2026, 2, 4, 5, 6, 7).getTime() / 1000
  it.each([[15, '05:06:07'], [60, '05:06'], [86_400, '03/04']])('every %i s', (increment, expected) => {
    expect(timeText(at, increment)).toBe(expected)
  })
})
