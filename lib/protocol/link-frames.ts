// Frames between the web and the host process, on a unix socket or TCP: length of the rest (32 bits), kind (8 bits), payload.
// Terminal output travels as the very bytes that go into the browser's frame, so that the web process copies nothing.

export const linkFrameKinds = { control: 1, data: 2, attached: 3, ack: 4, input: 5 } as const
const headerBytes = 5

/** Longest payload either side takes: a repainted screen of 5,000 wide lines fits. */
export const maxLinkPayload = 32 * 1024 * 1024

export interface LinkFrame {
  readonly kind: number
  readonly payload: Uint8Array
}

/** A browser has parsed a terminal's output up to here. */
export interface LinkAck {
  readonly client: number
  readonly terminal: string
  readonly offset: number
}

/** What a browser typed into a terminal, as the bytes that the program gets. */
export interface LinkInput {
  readonly client: number
  readonly terminal: string
  /** Running number of the browser's own; 0 without one. */
  readonly seq: number
  readonly data: Uint8Array
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A whole frame with a message as JSON. */
export function controlFrame(message: unknown): Uint8Array {
  return frame(linkFrameKinds.control, [encoder.encode(JSON.stringify(message))])
}

/** The same with bytes that belong to the message: 32 bits with the length of the JSON, the JSON, the bytes. */
export function attachedFrame(message: unknown, bytes: Uint8Array): Uint8Array {
  const json = encoder.encode(JSON.stringify(message))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, json.length)
  return frame(linkFrameKinds.attached, [length, json, bytes])
}

/**
 * Reads a control frame, with or without bytes.
 * @throws when it is not JSON
 */
export function readControl({ kind, payload }: LinkFrame): { readonly message: unknown; readonly bytes?: Uint8Array } {
  if (kind === linkFrameKinds.control) return { message: JSON.parse(decoder.decode(payload)) }
  if (kind !== linkFrameKinds.attached || payload.length < 4) throw new RangeError(`A frame of kind ${kind} is not part of this protocol`)
  const end = 4 + new DataView(payload.buffer, payload.byteOffset, payload.byteLength).getUint32(0)
  return { message: JSON.parse(decoder.decode(payload.subarray(4, end))), bytes: payload.subarray(end) }
}

function frame(kind: number, parts: readonly Uint8Array[]): Uint8Array {
  const payload = join(parts)
  const whole = new Uint8Array(headerBytes + payload.length)
  new DataView(whole.buffer).setUint32(0, payload.length + 1)
  whole[4] = kind
  whole.set(payload, headerBytes)
  return whole
}

/** Header of a data frame: kind, then the browser's connection (32 bits). The frame for the browser follows. */
export function linkDataHeader(client: number, frameBytes: number): Uint8Array {
  const header = new Uint8Array(headerBytes + 4)
  const view = new DataView(header.buffer)
  view.setUint32(0, frameBytes + 5)
  header[4] = linkFrameKinds.data
  view.setUint32(5, client)
  return header
}

/** The connection that a data frame's payload is for, and the frame itself as a view. */
export function readLinkData(payload: Uint8Array): { readonly client: number; readonly frame: Uint8Array } | undefined {
  if (payload.length < 4) return undefined
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength)
  return { client: view.getUint32(0), frame: payload.subarray(4) }
}

/**
 * A whole frame that passes on what a browser has parsed, which happens too often for JSON: the connection (32 bits), the
 * offset (48 bits), the terminal's id in ASCII.
 */
export function ackFrame({ client, terminal, offset }: LinkAck): Uint8Array {
  return shortFrame(linkFrameKinds.ack, { client, number: offset, terminal, rest: nothing })
}

/** @throws RangeError when it is too short to be one */
export function readAck(payload: Uint8Array): LinkAck {
  const { client, number: offset, terminal } = readShort(payload)
  return { client, offset, terminal }
}

/** The same for what it typed, which is somebody waiting: the number of the message in place of the offset, and the bytes. */
export function inputFrame({ client, terminal, seq, data }: LinkInput): Uint8Array {
  return shortFrame(linkFrameKinds.input, { client, number: seq, terminal, rest: data })
}

/** @throws RangeError when it is too short to be one */
export function readInput(payload: Uint8Array): LinkInput {
  const { client, number: seq, terminal, rest: data } = readShort(payload)
  return { client, seq, terminal, data }
}

interface Short {
  readonly client: number
  readonly number: number
  readonly terminal: string
  readonly rest: Uint8Array
}

const nothing = new Uint8Array()
const shortHeaderBytes = 11

// Connection (32 bits), number (48 bits), length of the terminal's id, the id in ASCII, the rest.
function shortFrame(kind: number, { client, number, terminal, rest }: Short): Uint8Array {
  const whole = new Uint8Array(headerBytes + shortHeaderBytes + terminal.length + rest.length)
  const view = new DataView(whole.buffer)
  view.setUint32(0, whole.length - 4)
  whole[4] = kind
  view.setUint32(5, client)
  view.setUint16(9, Math.floor(number / 2 ** 32))
  view.setUint32(11, number % 2 ** 32)
  whole[15] = terminal.length
  const start = headerBytes + shortHeaderBytes
  for (let at = 0; at < terminal.length; at += 1) whole[start + at] = terminal.charCodeAt(at)
  whole.set(rest, start + terminal.length)
  return whole
}

function readShort(payload: Uint8Array): Short {
  const end = shortHeaderBytes + (payload[10] ?? 0)
  if (payload.length < end) throw new RangeError(`A frame of ${payload.length} bytes is not part of this protocol`)
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength)
  return {
    client: view.getUint32(0),
    number: view.getUint16(4) * 2 ** 32 + view.getUint32(6),
    terminal: String.fromCharCode(...payload.subarray(shortHeaderBytes, end)),
    rest: payload.subarray(end),
  }
}

/** Cuts a stream of bytes into frames. Payloads are views of what was pushed wherever a frame came in one piece. */
export class LinkFrameReader {
  #parts: Uint8Array[] = []
  #bytes = 0

  /** @throws RangeError when the other side announces a frame that nobody would send */
  push(chunk: Uint8Array, onFrame: (frame: LinkFrame) => void): void {
    if (this.#bytes > 0) {
      this.#parts.push(chunk)
      this.#bytes += chunk.length
      if (this.#bytes < this.#wanted()) return
      const joined = join(this.#parts)
      this.#parts = []
      this.#bytes = 0
      this.#take(joined, onFrame)
      return
    }
    this.#take(chunk, onFrame)
  }

  #take(bytes: Uint8Array, onFrame: (frame: LinkFrame) => void): void {
    const at = takeFrames(bytes, onFrame)
    if (at === bytes.length) return
    this.#parts.push(bytes.subarray(at))
    this.#bytes = bytes.length - at
  }

  // How many bytes make the first frame complete, as far as can be told yet.
  #wanted(): number {
    let head = this.#parts[0] ?? new Uint8Array()
    if (head.length < headerBytes) {
      head = join(this.#parts)
      this.#parts = [head]
    }
    return head.length < headerBytes ? headerBytes : frameLength(head, 0)
  }
}

/**
 * Takes the whole frames at the beginning of `bytes`; returns how many bytes they are.
 * @throws RangeError when the other side announces a frame that nobody would send
 */
export function takeFrames(bytes: Uint8Array, onFrame: (frame: LinkFrame) => void): number {
  let at = 0
  while (bytes.length - at >= headerBytes) {
    const length = frameLength(bytes, at)
    if (bytes.length - at < length) break
    onFrame({ kind: bytes[at + 4] ?? 0, payload: bytes.subarray(at + headerBytes, at + length) })
    at += length
  }
  return at
}

/**
 * How long the frame is that begins here, header included; 0 while that cannot be told.
 * @throws RangeError as above
 */
export function announcedBytes(bytes: Uint8Array): number {
  return bytes.length < headerBytes ? 0 : frameLength(bytes, 0)
}

function frameLength(bytes: Uint8Array, at: number): number {
  const rest = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0)
  if (rest < 1 || rest > maxLinkPayload) throw new RangeError(`A frame of ${rest} bytes is not part of this protocol`)
  return rest + 4
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
