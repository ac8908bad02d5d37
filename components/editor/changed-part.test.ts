import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedPart } from './changed-part.ts'

describe('changedPart', () => {
  it.each([
    ['same', 'same', undefined],
    ['', 'new', { from: 0, to: 0, insert: 'new' }],
    ['old', '', { from: 0, to: 3, insert: '' }],
    ['a b c', 'a X c', { from: 2, to: 3, insert: 'X' }],
    ['aaa', 'aa', { from: 2, to: 3, insert: '' }],
    ['aa', 'aaa', { from: 2, to: 2, insert: 'a' }],
  ])('%j → %j', (before, after, expected) => {
    expect(changedPart(before, after)).toEqual(expected)
  })

  it('leads from any text to any other', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 })
    fc.assert(fc.property(short, short, (before, after) => {
      const part = changedPart(before, after)
      expect(part ? before.slice(0, part.from) + part.insert + before.slice(part.to) : before).toBe(after)
    }))
  })
})
