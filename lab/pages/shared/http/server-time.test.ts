import { describe, expect, it } from 'vitest'
import { clockAhead } from './server-time.ts'

const noon = Date.UTC(2026, 0, 1, 12)

describe('clockAhead', () => {
  it.each<[string, string | null, number, number]>([
    ['no header', null, noon, 0],
    ['nonsense', 'soon', noon, 0],
    ['the same second', new Date(noon).toUTCString(), noon + 900, 0],
    ['an hour ahead', new Date(noon + 3_600_000).toUTCString(), noon, 3_600_500],
    ['a minute behind', new Date(noon - 60_000).toUTCString(), noon, -59_500],
  ])('%s', (_, header, at, expected) => {
    expect(clockAhead(header, { sentMs: at, receivedMs: at })).toBe(expected)
  })
})
