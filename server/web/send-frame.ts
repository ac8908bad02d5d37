import type { Socket } from 'socket.io'

/** What engine.io has and its types do not show: packets that wait, and the WebSocket below with its connection. */
interface Inside {
  readonly writeBuffer?: readonly unknown[]
  readonly readyState: string
  readonly transport: { readonly socket?: WebSocketBelow }
}

interface WebSocketBelow {
  readonly readyState: number
  readonly bufferedAmount: number
  readonly _socket?: { write(bytes: Uint8Array): unknown }
  send(data: Uint8Array, options: { readonly binary: true; readonly compress: false }): void
}

/** Of a frame that one piece makes, not masked: FIN, and that it is binary. */
const binaryFrame = 0x82
const isOpen = 1

/**
 * Sends a browser a binary frame, past socket.io and engine.io, whose queues and timers cost more than the frame itself.
 * What waits in them comes first. The four bytes of memory in front of the frame are written over. `gone` when the kernel has
 * all of it; `waits` while its memory is needed; `too-much` when more than `mostBuffered` bytes wait already, and then it is
 * not sent.
 */
export function sendFrame(conn: Socket['conn'], frame: Uint8Array, mostBuffered: number): 'gone' | 'waits' | 'too-much' {
  // The pinned version has these fields; without them the frame takes the long way.
  const { writeBuffer, readyState, transport: { socket } } = conn as unknown as Inside
  if ((socket?.bufferedAmount ?? 0) > mostBuffered) return 'too-much'
  if (socket && readyState === 'open' && writeBuffer?.length === 0) {
    const whole = socket.readyState === isOpen && socket._socket ? withHeader(frame) : undefined
    // Nothing is ever compressed, so nothing waits in the WebSocket itself.
    if (whole) socket._socket?.write(whole)
    else socket.send(frame, { binary: true, compress: false })
    return socket.bufferedAmount === 0 ? 'gone' : 'waits'
  }
  conn.write(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength))
  return 'waits'
}

/** The frame as it goes over the wire, in one piece: header and payload as two take the slower call of the system. */
function withHeader({ buffer, byteOffset, length }: Uint8Array): Buffer | undefined {
  const headerBytes = length < 126 ? 2 : 4
  if (length > 0xffff || byteOffset < headerBytes) return undefined
  const whole = Buffer.from(buffer, byteOffset - headerBytes, headerBytes + length)
  whole[0] = binaryFrame
  if (headerBytes === 2) {
    whole[1] = length
    return whole
  }
  whole[1] = 126
  whole[2] = length >>> 8
  whole[3] = length & 0xff
  return whole
}
