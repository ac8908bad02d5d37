import type { Duplex } from 'node:stream'
import { tunnelWindowBytes, type FromWorker, type ToWorker } from './lab-messages.ts'

export type TunnelMessage = Extract<FromWorker, { kind: `tunnel-${string}` }>

/** The host's end of a connection to a lab: passes bytes on in both directions, and waits where the other side is slow. */
export class SocketTunnel {
  readonly #id: number
  readonly #socket: Duplex
  readonly #post: (message: ToWorker) => void
  /** Bytes that the worker has not taken yet. */
  #unread = 0

  constructor(id: number, socket: Duplex, { post, onClose }: { readonly post: (message: ToWorker) => void; readonly onClose: () => void }) {
    this.#id = id
    this.#socket = socket
    this.#post = post
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: Buffer) => this.send(chunk))
    socket.on('end', () => post({ kind: 'tunnel-end', id }))
    socket.once('close', () => {
      post({ kind: 'tunnel-closed', id })
      onClose()
    })
  }

  send(bytes: Uint8Array): void {
    this.#unread += bytes.length
    this.#post({ kind: 'tunnel-bytes', id: this.#id, bytes })
    if (this.#unread > tunnelWindowBytes) this.#socket.pause()
  }

  receive(message: TunnelMessage): void {
    switch (message.kind) {
      case 'tunnel-bytes':
        if (!this.#socket.writable) return
        this.#socket.write(message.bytes, () => this.#post({ kind: 'tunnel-taken', id: this.#id, count: message.bytes.length }))
        return
      case 'tunnel-taken':
        this.#unread -= message.count
        if (this.#unread <= tunnelWindowBytes && this.#socket.isPaused()) this.#socket.resume()
        return
      case 'tunnel-end':
        this.#socket.end()
        return
      case 'tunnel-closed':
        this.close()
        return
    }
  }

  /** The worker's side is gone; what it has sent still goes out. */
  close(): void {
    this.#socket.end(() => this.#socket.destroy())
  }
}
