import type { TerminalChunk } from './events.ts'

// One chunk of output as one binary frame: a byte that tells the kind, a byte with the length of the terminal's id, the
// id in ASCII, the offset as 48 bits (8,900 years at 1 GB/s are enough), then the output itself.
const dataKind = 1
const offsetBytes = 6
const maxOffset = 2 ** 48 - 1

/** Header of a data frame; the output's bytes follow it directly. */
export function dataFrameHeader(terminal: string, offset: number): Uint8Array {
  if (terminal.length > 255 || offset > maxOffset) throw new RangeError('A frame takes ids of 255 characters and offsets of 48 bits')
  const header = new Uint8Array(2 + terminal.length + offsetBytes)
  header[0] = dataKind
  header[1] = terminal.length
  for (let at = 0; at < terminal.length; at += 1) header[2 + at] = terminal.charCodeAt(at)
  const view = new DataView(header.buffer)
  view.setUint16(2 + terminal.length, Math.floor(offset / 2 ** 32))
  view.setUint32(4 + terminal.length, offset % 2 ** 32)
  return header
}

/** Reads a data frame; `bytes` is a view of the frame. Undefined when it is none. */
export function readDataFrame(frame: Uint8Array): TerminalChunk | undefined {
  const idLength = frame[1] ?? 0
  const start = 2 + idLength + offsetBytes
  if (frame[0] !== dataKind || frame.length < start) return undefined
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  return {
    terminal: String.fromCharCode(...frame.subarray(2, 2 + idLength)),
    offset: view.getUint16(2 + idLength) * 2 ** 32 + view.getUint32(4 + idLength),
    bytes: frame.subarray(start),
  }
}
