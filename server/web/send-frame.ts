import type { Socket } from 'socket.io'

/** What engine.io has and its types do not show: packets that wait, and the WebSocket below. */
interface Inside {
  readonly writeBuffer?: readonly unknown[]
  readonly readyState: string
  readonly transport: { readonly socket?: WebSocketBelow }
}

interface WebSocketBelow {
  readonly bufferedAmount: number
  send(data: Uint8Array, options: { readonly binary: true; readonly compress: false }): void
}

/**
 * Sends a browser a binary frame, past socket.io and engine.io, whose queues and timers cost more than the frame itself.
 * What waits in them comes first. `gone` when the kernel has all of it; `waits` while its memory is needed; `too-much` when
 * more than `mostBuffered` bytes wait already, and then it is not sent.
 */
export function sendFrame(conn: Socket['conn'], frame: Uint8Array, mostBuffered: number): 'gone' | 'waits' | 'too-much' {
  // The pinned version has these fields; without them the frame takes the long way.
  const { writeBuffer, readyState, transport: { socket } } = conn as unknown as Inside
  if ((socket?.bufferedAmount ?? 0) > mostBuffered) return 'too-much'
  if (socket && readyState === 'open' && writeBuffer?.length === 0) {
    socket.send(frame, { binary: true, compress: false })
    return socket.bufferedAmount === 0 ? 'gone' : 'waits'
  }
  conn.write(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength))
  return 'waits'
}
