import { describe, expect, it } from 'vitest'
import { dataFrameHeader, readDataFrame } from './frames.ts'

function frame(terminal: string, offset: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([dataFrameHeader(terminal, offset), bytes])
}

describe('data frames', () => {
  it.each([
    ['t1', 0, ''],
    ['t1', 7, 'hello'],
    ['abcdefghijkl', 2 ** 32 - 1, 'é'],
    ['t', 2 ** 32, '\u001B[0m'],
    ['t', 2 ** 48 - 1, 'x'.repeat(70_000)],
  ])('carry terminal %s and offset %d', (terminal, offset, text) => {
    const bytes = new TextEncoder().encode(text)
    const read = readDataFrame(frame(terminal, offset, bytes))
    expect(read?.terminal).toBe(terminal)
    expect(read?.offset).toBe(offset)
    expect(Buffer.from(read?.bytes ?? [])).toEqual(Buffer.from(bytes))
  })

  it('are read where they lie inside a larger buffer', () => {
    const whole = Buffer.concat([Buffer.from('??'), frame('t2', 5, Buffer.from('ok'))])
    expect(readDataFrame(whole.subarray(2))).toMatchObject({ terminal: 't2', offset: 5 })
  })

  it.each([['empty', []], ['of another kind', [9, 0, 0, 0, 0, 0, 0, 0]], ['cut in its header', [1, 4, 116, 49]]])('are refused when %s', (_, bytes) => {
    expect(readDataFrame(Uint8Array.from(bytes))).toBeUndefined()
  })

  it('refuse an offset that does not fit', () => {
    expect(() => dataFrameHeader('t1', 2 ** 48)).toThrow(RangeError)
  })
})
