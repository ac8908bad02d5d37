import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChunkWriter, readChunk } from './chunk.ts'

type Entry = number | 'absent'

function write(entries: readonly Entry[], parts: number): Uint8Array {
  const writer = new ChunkWriter(parts)
  for (const entry of entries) {
    if (entry === 'absent') writer.absent(1)
    else writer.append(entry)
  }
  expect(writer.ticks).toBe(entries.length)
  return writer.bytes()
}

function readBack(bytes: Uint8Array, parts: number, length: number): readonly Entry[] {
  const entries = Array.from({ length }, (): Entry => 'absent')
  readChunk(bytes, parts, {
    value: (tick, value) => {
      entries[tick] = value
    },
    gone() {},
  })
  return entries
}

describe('chunks', () => {
  const counter = fc.array(fc.nat(50)).map((steps) => steps.map(((sum) => (step: number) => (sum += step))(0)))
  const gauge = fc.array(fc.oneof(fc.integer(), fc.constant(7)))
  const anything = fc.array(fc.oneof<fc.Arbitrary<Entry>[]>(fc.double({ noDefaultInfinity: false }), fc.integer(), fc.constant<Entry>('absent')))

  it.each([['counters', counter], ['gauges', gauge], ['anything', anything]] as const)('give back %s as they were', (_, values) => {
    fc.assert(fc.property(values as fc.Arbitrary<Entry[]>, fc.constantFrom(1, 1e3, 1e6), (entries, parts) => {
      // Minus zero is a whole number like zero.
      const plain = entries.map((entry) => (entry === 0 ? 0 : entry))
      expect(readBack(write(plain, parts), parts, plain.length)).toEqual(plain)
    }))
  })

  it('gives back sums kept in parts', () => {
    const sums = [0.0125, 0.025, 3.141592, 3.141592, 1e6 + 0.000001]
    expect(readBack(write(sums, 1e6), 1e6, sums.length)).toEqual(sums)
  })

  it.each([
    ['something that rests', Array.from({ length: 120 }, () => 12), 4],
    ['a counter of steady traffic', Array.from({ length: 120 }, (_, tick) => 1000 + tick * 25), 7],
    ['nothing', Array.from({ length: 120 }, (): Entry => 'absent'), 2],
  ])('stores %s in a few bytes', (_, entries, most) => {
    expect(write(entries, 1).length).toBeLessThanOrEqual(most)
  })

  it('tells where a series goes', () => {
    const gone: number[] = []
    readChunk(write(['absent', 1, 2, 'absent', 'absent', 5], 1), 1, { value() {}, gone: (tick) => void gone.push(tick) })
    expect(gone).toEqual([0, 3])
  })
})
