import { expect, test } from 'vitest'
import { formatCores, parseQuantity } from './quantity.ts'

test.each([
  ['100m', 0.1], ['1', 1], ['0.5', 0.5], ['.5', 0.5], ['64Mi', 67_108_864], ['1e3', 1000], ['2k', 2000], ['1E', 1e18], [3, 3],
  ['', undefined], ['abc', undefined], ['1Xi', undefined], ['1m2', undefined], [undefined, undefined],
])('reads %j as %j', (source, expected) => {
  const value = parseQuantity(source)
  if (expected === undefined) expect(value).toBeUndefined()
  else expect(value).toBeCloseTo(expected, 9)
})

test.each([[0.012, '12m'], [2, '2'], [0, '0'], [1.5, '1500m']])('writes %d cores as %s', (cores, expected) => {
  expect(formatCores(cores)).toBe(expected)
})
