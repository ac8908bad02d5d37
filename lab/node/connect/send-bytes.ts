import type { WebSocket } from 'ws'

/** Sends one message; resolves when the connection took it, rejects when it is gone. */
export function sendBytes(socket: WebSocket, data: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(data, { binary: true }, (error) => (error ? reject(error) : resolve()))
  })
}
