import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countNewlines } from './newlines.ts'

it('counts line ends wherever they stand', () => {
  const bytes = fc.uint8Array({ maxLength: 80 }).map((some) => some.map((byte) => (byte < 80 ? 0x0a : byte)))
  fc.assert(fc.property(bytes, fc.integer({ min: 0, max: 5 }), (some, from) => {
    const view = some.subarray(from)
    expect(countNewlines(view)).toBe(view.filter((byte) => byte === 0x0a).length)
  }), { numRuns: 2_000 })
})
