import { describe, expect, it } from 'vitest'
import { describeRange, formatDuration, parseDuration, resolveRange } from './time-range.ts'

const now = 1_700_000_000_000

describe('resolveRange', () => {
  it.each([
    ['now-5m', 'now', { fromMs: now - 300_000, toMs: now }],
    ['now-1h', 'now-30m', { fromMs: now - 3_600_000, toMs: now - 1_800_000 }],
    ['1600000000000', '1600000300000', { fromMs: 1_600_000_000_000, toMs: 1_600_000_300_000 }],
    ['now', 'now-5m', undefined],
    ['yesterday', 'now', undefined],
    ['now-5x', 'now', undefined],
  ])('%s to %s', (from, to, expected) => {
    expect(resolveRange({ from, to }, now)).toEqual(expected)
  })
})

describe('describeRange', () => {
  it.each([
    ['now-5m', 'now', 'Last 5 minutes'],
    ['now-1h', 'now', 'Last hour'],
    ['now-30s', 'now', 'Last 30 seconds'],
    ['nonsense', 'now', 'No time range'],
  ])('%s to %s', (from, to, expected) => {
    expect(describeRange({ from, to }, now)).toBe(expected)
  })
})

describe('durations', () => {
  it.each([
    ['15s', 15_000], ['1h30m', 5_400_000], ['250ms', 250], ['0.5s', 500], ['14', 14_000], ['', undefined], ['5 apples', undefined], ['-5m', undefined],
  ])('reads %s', (written, expected) => {
    expect(parseDuration(written)).toBe(expected)
  })

  it.each([
    [15_000, '15s'], [5_400_000, '90m'], [3_600_000, '1h'], [1500, '1500ms'], [86_400_000, '1d'],
  ])('writes %d', (ms, expected) => {
    expect(formatDuration(ms)).toBe(expected)
  })
})
