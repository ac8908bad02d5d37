import { WebSocket as WebSocketTransport } from 'socket.io-client'
import { takeEarlySocket, type EarlySocket } from './early-socket.ts'

type Message = string | ArrayBuffer

/**
 * An early connection as engine.io's client knows a WebSocket. It hears everything anew, and what was said for it already it says
 * only in appearance. A client that begins with something else gets a connection of its own: this one ends.
 */
export class TakenSocket {
  onopen: (() => void) | null = null
  onmessage: ((event: { readonly data: Message }) => void) | null = null
  onclose: ((event: unknown) => void) | null = null
  onerror: ((event: unknown) => void) | null = null
  readonly #socket: WebSocket
  readonly #unheard: Message[]
  readonly #sent: readonly string[]
  #heard = 0
  #repeated = 0
  #opened = false

  constructor({ socket, got, sent }: EarlySocket) {
    this.#socket = socket
    this.#unheard = [...got]
    this.#sent = [...sent]
    socket.onopen = () => this.#open()
    socket.onclose = (event) => this.onclose?.(event)
    socket.onerror = (event) => this.onerror?.(event)
    socket.onmessage = ({ data }: MessageEvent<Message>) => {
      this.#unheard.push(data)
      this.#deliver()
    }
    // The client sets its listeners first.
    if (socket.readyState === WebSocket.OPEN) queueMicrotask(() => this.#open())
  }

  set binaryType(type: BinaryType) {
    this.#socket.binaryType = type
  }

  send(message: string | ArrayBuffer): void {
    const said = this.#sent[this.#repeated]
    if (said === undefined) return this.#socket.send(message)
    if (message !== said) return this.#socket.close()
    this.#repeated += 1
    // As from a server: an answer never comes while the question is still being asked.
    queueMicrotask(() => this.#deliver())
  }

  close(): void {
    this.#socket.close()
  }

  #open(): void {
    if (this.#opened) return
    this.#opened = true
    this.onopen?.()
    this.#deliver()
  }

  // An answer is heard only after the question, as the client asks it.
  #deliver(): void {
    while (this.#opened && (this.#repeated === this.#sent.length || this.#heard <= this.#repeated)) {
      const data = this.#unheard.shift()
      if (data === undefined) return
      this.#heard += 1
      this.onmessage?.({ data })
    }
  }
}

/** engine.io's transport over a WebSocket; the first takes over the connection that the page opened early, where there is one. */
export class EarlyTransport extends WebSocketTransport {
  override createSocket(...how: Parameters<WebSocketTransport['createSocket']>): ReturnType<WebSocketTransport['createSocket']> {
    const early = takeEarlySocket()
    return early ? new TakenSocket(early) : super.createSocket(...how)
  }
}
