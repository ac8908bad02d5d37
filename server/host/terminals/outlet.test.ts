import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Outlet } from './outlet.ts'
import { OutputRing } from './output-ring.ts'
import { incompleteTail } from './utf8.ts'

const text = Buffer.from('a—“日本” 🚀é'.repeat(30_000))

it('sends all of it in order, in frames that end between characters, however fast they are acknowledged', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0.05, max: 40, noNaN: true }), { minLength: 1, maxLength: 12 }), (pauses) => {
    let now = 0
    let [sent, acked, turn] = [0, 0, 0]
    const ring = new OutputRing(text.length)
    ring.append(text)
    const outlet = new Outlet({ ring, offset: 0, now: () => now, target: {
      data(offset, bytes) {
        if (offset !== sent || !text.subarray(sent, sent + bytes.length).equals(bytes)) throw new Error(`Expected what follows ${sent}`)
        if (incompleteTail(bytes) > 0) throw new Error(`The frame of ${bytes.length} bytes at ${offset} ends inside a character`)
        sent += bytes.length
      },
      detached: () => undefined,
    } })
    outlet.open()
    while (acked < sent) {
      now += pauses[turn % pauses.length] ?? 1
      turn += 1
      acked = Math.min(sent, acked + 20_011)
      outlet.acked(acked)
    }
    expect(sent).toBe(text.length)
  }), { numRuns: 40 })
})
