/** Types of control frames of SPDY/3.1 that are of use here. */
export const frameTypes = { synStream: 1, synReply: 2, rstStream: 3, settings: 4, ping: 6, goAway: 7, headers: 8, windowUpdate: 9 } as const

export const flagFin = 1

export type Frame =
  | { readonly kind: 'data'; readonly stream: number; readonly fin: boolean; readonly data: Buffer }
  | { readonly kind: 'control'; readonly type: number; readonly flags: number; readonly payload: Buffer }

const headBytes = 8
/** Clients write what they read, 32 KiB at a time. */
const longestData = 2 ** 20
const longestControl = 16 * 1024

/** Cuts bytes into frames. Throws at what cannot be one of ours. */
export class FrameReader {
  #buffer: Buffer = Buffer.alloc(0)

  add(chunk: Buffer): readonly Frame[] {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk])
    const frames: Frame[] = []
    for (;;) {
      if (this.#buffer.length < headBytes) return frames
      const first = this.#buffer.readUInt32BE(0)
      const isControl = first >= 0x8000_0000
      const length = this.#buffer.readUIntBE(5, 3)
      if (length > (isControl ? longestControl : longestData)) throw new Error(`Expected a frame of at most ${isControl ? longestControl : longestData} bytes, got ${length}`)
      if (this.#buffer.length < headBytes + length) return frames
      const flags = this.#buffer.readUInt8(4)
      const payload = this.#buffer.subarray(headBytes, headBytes + length)
      this.#buffer = this.#buffer.subarray(headBytes + length)
      frames.push(isControl ? { kind: 'control', type: first & 0xffff, flags, payload } : { kind: 'data', stream: first, fin: (flags & flagFin) !== 0, data: payload })
    }
  }
}

export function dataFrame(stream: number, data: Uint8Array, fin = false): Buffer {
  const head = Buffer.alloc(headBytes)
  head.writeUInt32BE(stream, 0)
  head.writeUInt8(fin ? flagFin : 0, 4)
  head.writeUIntBE(data.length, 5, 3)
  return Buffer.concat([head, data])
}

export function controlFrame(type: number, payload: Buffer, flags = 0): Buffer {
  const head = Buffer.alloc(headBytes)
  head.writeUInt16BE(0x8003, 0)
  head.writeUInt16BE(type, 2)
  head.writeUInt8(flags, 4)
  head.writeUIntBE(payload.length, 5, 3)
  return Buffer.concat([head, payload])
}
