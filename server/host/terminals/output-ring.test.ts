import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OutputRing } from './output-ring.ts'
import { incompleteTail } from './utf8.ts'

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom('a', 'é', '—', '日', '🚀', '\r\n', '\u001B[m'), maxLength: 40 }).map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.integer({ min: 500, max: 5000 }).map((length) => Buffer.from('—'.repeat(length))) },
)
/** Bytes are printed in pieces that need not end where characters do. */
const printed = fc.tuple(piece, fc.integer({ min: 1, max: 4000 }))
const capacity = fc.constantFrom(1024, 4096, 16_384)

// `expect` costs more than everything else here.
function must(holds: boolean): void {
  if (!holds) throw new Error('The ring and its model differ')
}

describe('OutputRing', () => {
  it('gives back what was printed, from every offset it still has, and lets the rest go in order', () => {
    fc.assert(fc.property(capacity, fc.array(printed, { maxLength: 8 }), fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 4, max: 3000 })), { maxLength: 6 }), (most, pieces, reads) => {
      const ring = new OutputRing(most)
      let all = Buffer.alloc(0)
      let gone = 0
      for (const [bytes, size] of pieces) {
        for (let at = 0; at < bytes.length; at += size) {
          const chunk = bytes.subarray(at, at + size)
          all = Buffer.concat([all, chunk])
          for (const block of ring.append(chunk)) {
            must(block.start === gone)
            must(all.subarray(gone, gone + block.bytes.length).equals(block.bytes))
            gone += block.bytes.length
          }
        }
      }
      must(ring.end === all.length)
      must(ring.start === gone)
      must(ring.complete === all.length - incompleteTail(all))
      must(Buffer.concat(ring.blocks().map(({ bytes }) => bytes)).equals(all.subarray(gone)))
      for (const [part, length] of reads) {
        let at = gone + Math.floor(part * (ring.complete - gone))
        while (at < ring.complete) {
          const bytes = ring.read(at, length)
          must(bytes.length > 0 && bytes.length <= length)
          must(all.subarray(at, at + bytes.length).equals(bytes))
          at += bytes.length
        }
        must(at === ring.complete)
        must(ring.read(at, length).length === 0)
      }
    }), { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 2000) })
  })

  it('never cuts a character, whatever the reader asks for', () => {
    const ring = new OutputRing(64 * 1024)
    ring.append(Buffer.from('a—日🚀é'.repeat(500)))
    for (let at = 0; at < ring.complete;) {
      const bytes = ring.read(at, 5)
      expect(incompleteTail(bytes)).toBe(0)
      at += bytes.length
    }
  })

  it('keeps half a character back until its rest comes or the output is over', () => {
    const ring = new OutputRing(1024)
    ring.append(Buffer.from([0x41, 0xe2, 0x80]))
    expect(Buffer.from(ring.read(0, 10))).toEqual(Buffer.from('A'))
    ring.append(Buffer.from([0x94]))
    expect(Buffer.from(ring.read(1, 10)).toString()).toBe('—')
    ring.append(Buffer.from([0xf0, 0x9f]))
    ring.finish()
    expect(ring.read(4, 10)).toHaveLength(2)
  })

  it('leaves what it handed out alone', () => {
    const ring = new OutputRing(1024)
    ring.append(Buffer.from('first'))
    const view = ring.read(0, 5)
    for (let n = 0; n < 100; n += 1) ring.append(Buffer.alloc(1000, 'x'))
    expect(Buffer.from(view).toString()).toBe('first')
  })
})
