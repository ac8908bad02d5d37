import fc from 'fast-check'
import { expect, it } from 'vitest'
import { attachedFrame, readControl } from '../../lib/protocol/link-frames.ts'
import { LinkMemory } from './link-memory.ts'

it('gives each frame in one piece, however it is read, and leaves those alone that are still needed', () => {
  const frames = fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 6 })
  fc.assert(fc.property(frames, fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 4 }), (lengths, reads, needed) => {
    const sent = lengths.map((length, number) => attachedFrame({ number }, new Uint8Array(length).fill(number + 1)))
    const stream = Buffer.concat(sent)
    const memory = new LinkMemory()
    const got: { readonly message: unknown; readonly bytes?: Uint8Array }[] = []
    for (let [at, read] = [0, 0]; at < stream.length; read += 1) {
      const bytes = stream.subarray(at, at + Math.min(reads[read % reads.length] ?? 1, memory.rest.length))
      memory.rest.set(bytes)
      memory.read(bytes.length, (frame) => {
        const isNeeded = got.length % needed === 0
        const { message, bytes: carried } = readControl(frame)
        got.push({ message, ...(carried && { bytes: isNeeded ? carried : Uint8Array.from(carried) }) })
        return isNeeded
      })
      at += bytes.length
    }
    expect(got.map(({ message }) => message)).toEqual(lengths.map((_, number) => ({ number })))
    for (const [number, { bytes }] of got.entries()) {
      if (bytes?.length !== lengths[number] || bytes?.some((byte) => byte !== number + 1)) throw new Error(`Frame ${number} is not what was sent`)
    }
  }), { numRuns: 60 })
})
