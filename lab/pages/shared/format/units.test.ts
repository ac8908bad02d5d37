import { describe, expect, it } from 'vitest'
import { formatValue, type Unit } from './units.ts'

describe('formatValue', () => {
  it.each<[Unit, number, string]>([
    ['ops', 0, '0 ops'],
    ['ops', 9.7123, '9.71 ops'],
    ['ops', 0.2, '0.2 ops'],
    ['ops', 12.34, '12.3 ops'],
    ['ops', 1234, '1.23K ops'],
    ['percentunit', 1, '100%'],
    ['percentunit', 0.9876, '98.8%'],
    ['s', 0, '0 s'],
    ['s', 0.0000052, '5.2 µs'],
    ['s', 0.0249, '24.9 ms'],
    ['s', 3.01, '3.01 s'],
    ['s', 600, '10 min'],
    ['decbytes', 999, '999 B'],
    ['decbytes', 1300, '1.3 kB'],
    ['Bps', 2_500_000, '2.5 MB/s'],
    ['short', Number.NaN, 'NaN'],
    ['short', Infinity, '+Inf'],
    ['short', -1500, '-1.5K'],
  ])('%s %f is %s', (unit, value, expected) => {
    expect(formatValue(unit, value)).toBe(expected)
  })

  it.each<[Unit, number, number, string]>([
    ['ops', 0, 0.25, '0.00 ops'],
    ['ops', 0.5, 0.25, '0.50 ops'],
    ['s', 0, 0.05, '0 ms'],
    ['ops', 15, 5, '15 ops'],
    ['percentunit', 0.25, 0.25, '25%'],
    ['s', 0.025, 0.005, '25 ms'],
    ['decbytes', 1500, 500, '1.5 kB'],
  ])('%s %f on an axis with steps of %f is %s', (unit, value, increment, expected) => {
    expect(formatValue(unit, value, increment)).toBe(expected)
  })
})
