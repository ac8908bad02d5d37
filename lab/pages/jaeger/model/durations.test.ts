import { describe, expect, it } from 'vitest'
import { formatMicros, isDuration } from './durations.ts'

it.each([
  [0, '0ms'], [950, '950μs'], [34_590, '34.59ms'], [3400, '3.4ms'], [3_000_000, '3s'], [6_031_000, '6.03s'], [125_000_000, '2m 5s'],
])('writes %i as %s', (micros, expected) => {
  expect(formatMicros(micros)).toBe(expected)
})

describe('isDuration', () => {
  it.each(['', '5s', '1.2s', '100ms', '1m30s', '500us', ' 5s '])('takes %s', (written) => {
    expect(isDuration(written)).toBe(true)
  })
  it.each(['5', 'five', '-5s', '5 s', 's'])('refuses %s', (written) => {
    expect(isDuration(written)).toBe(false)
  })
})
