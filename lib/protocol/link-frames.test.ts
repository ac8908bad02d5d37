import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ackFrame, attachedFrame, controlFrame, inputFrame, linkDataHeader, LinkFrameReader, linkFrameKinds, maxLinkPayload, readAck, readControl, readInput, readLinkData, type LinkFrame } from './link-frames.ts'

function read(chunks: readonly Uint8Array[]): LinkFrame[] {
  const reader = new LinkFrameReader()
  const frames: LinkFrame[] = []
  for (const chunk of chunks) reader.push(chunk, ({ kind, payload }) => frames.push({ kind, payload: Uint8Array.from(payload) }))
  return frames
}

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = []
  let at = 0
  for (const size of sizes) {
    pieces.push(bytes.subarray(at, at + size))
    at += size
  }
  return [...pieces, bytes.subarray(at)].filter((piece) => piece.length > 0)
}

const message = fc.record({ kind: fc.string(), text: fc.string() })

describe('link frames', () => {
  it('come out as they went in, however the bytes are cut', () => {
    const frames = fc.array(fc.oneof(
      message.map((value) => ({ bytes: controlFrame(value), expected: { message: value } })),
      fc.tuple(message, fc.uint8Array({ maxLength: 300 })).map(([value, bytes]) => ({ bytes: attachedFrame(value, bytes), expected: { message: value, bytes } })),
    ), { maxLength: 8 })
    fc.assert(fc.property(frames, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }), (sent, sizes) => {
      const stream = Buffer.concat(sent.map(({ bytes }) => bytes))
      expect(read(cut(stream, sizes)).map(readControl)).toEqual(sent.map(({ expected }) => expected))
    }), { numRuns: 500 })
  })

  it('carry what was parsed and what was typed', () => {
    const [ack, input, empty] = read([
      ackFrame({ client: 2 ** 32 - 1, terminal: 't1', offset: 2 ** 48 - 1 }), inputFrame({ client: 7, terminal: 'abc9', seq: 2 ** 40, data: Uint8Array.from([0, 255]) }),
      inputFrame({ client: 7, terminal: 't', seq: 0, data: new Uint8Array() }),
    ])
    expect(readAck(ack?.payload ?? new Uint8Array())).toEqual({ client: 2 ** 32 - 1, terminal: 't1', offset: 2 ** 48 - 1 })
    expect(readInput(input?.payload ?? new Uint8Array())).toEqual({ client: 7, terminal: 'abc9', seq: 2 ** 40, data: Uint8Array.from([0, 255]) })
    expect(readInput(empty?.payload ?? new Uint8Array())).toEqual({ client: 7, terminal: 't', seq: 0, data: new Uint8Array() })
    expect(() => readAck(new Uint8Array(10))).toThrow(RangeError)
    expect(() => readInput(Uint8Array.from([0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 3, 0x61]))).toThrow(RangeError)
  })

  it('carry the browser’s own frame', () => {
    const frame = Uint8Array.from([1, 2, 3])
    const [got] = read([Buffer.concat([linkDataHeader(77, frame.length), frame])])
    expect(got?.kind).toBe(linkFrameKinds.data)
    expect(readLinkData(got?.payload ?? new Uint8Array())).toEqual({ client: 77, frame })
  })

  it.each([['no kind', 0], ['more than anybody sends', maxLinkPayload + 1]])('are refused with a length of %s', (_, length) => {
    const header = Buffer.alloc(5)
    header.writeUInt32BE(length)
    expect(() => read([header])).toThrow(RangeError)
  })

  it('are refused when they are of an unknown kind', () => {
    expect(() => readControl({ kind: 9, payload: new Uint8Array() })).toThrow(RangeError)
  })
})
