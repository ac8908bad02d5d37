import { describe, expect, it } from 'vitest'
import { sparkline } from './sparkline.ts'

const size = { width: 100, height: 10 }

describe('sparkline', () => {
  it.each<[string, readonly (number | null)[], string | undefined]>([
    ['rises', [0, 1, 2], 'M0 10L50 5.5L100 1'],
    ['is flat at zero', [0, 0], 'M0 10L100 10'],
    ['starts late', [null, 4, 2], 'M50 1L100 5.5'],
    ['needs two points', [3], undefined],
    ['needs any point', [null, null], undefined],
  ])('%s', (_, values, line) => {
    expect(sparkline(values, size)?.line).toBe(line)
  })

  it('closes its area on the ground', () => {
    expect(sparkline([1, 1], size)?.area).toBe('M0 1L100 1L100 10L0 10Z')
  })
})
