import { createServer } from 'node:http'
import { Duplex } from 'node:stream'
import type { Lab } from '../../../lab/lab.ts'
import { headersOf } from '../../../lab/node/answer.ts'
import { connectLab } from '../../../lab/node/connect/connect.ts'
import { tunnelWindowBytes, type FromWorker } from './lab-messages.ts'

type Send = (message: FromWorker) => void

/** The worker's end of a connection that the host holds: its bytes come and go as messages, each side acknowledging what it took. */
class TunnelSocket extends Duplex {
  readonly #id: number
  readonly #send: Send
  /** Bytes on their way to the host. */
  #outgoing = 0
  /** Bytes that were taken in and not acknowledged. */
  #incoming = 0
  #continueWriting: () => void = () => undefined

  constructor(id: number, send: Send) {
    super({ allowHalfOpen: true })
    this.#id = id
    this.#send = send
  }

  receive(bytes: Uint8Array): void {
    this.#incoming += bytes.length
    if (this.push(Buffer.from(bytes))) this.#acknowledge()
  }

  receiveEnd(): void {
    this.push(null)
  }

  /** The host has passed bytes on. */
  taken(count: number): void {
    this.#outgoing -= count
    if (this.#outgoing <= tunnelWindowBytes) this.#continueWriting()
  }

  override _read(): void {
    this.#acknowledge()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#outgoing += chunk.length
    this.#send({ kind: 'tunnel-bytes', id: this.#id, bytes: chunk })
    if (this.#outgoing <= tunnelWindowBytes) return done()
    this.#continueWriting = () => {
      this.#continueWriting = () => undefined
      done()
    }
  }

  override _final(done: () => void): void {
    this.#send({ kind: 'tunnel-end', id: this.#id })
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#send({ kind: 'tunnel-closed', id: this.#id })
    done(error)
  }

  #acknowledge(): void {
    if (this.#incoming === 0) return
    this.#send({ kind: 'tunnel-taken', id: this.#id, count: this.#incoming })
    this.#incoming = 0
  }
}

/** Connections to the labs of a worker that are upgraded: exec, attach, port-forward. */
export class LabTunnels {
  readonly #send: Send
  readonly #sockets = new Map<number, { readonly socket: TunnelSocket; readonly lab: string }>()

  constructor(send: Send) {
    this.#send = send
  }

  /** Begins a connection; its first bytes are the head of the request that asked for it. */
  open(id: number, { lab, name }: { readonly lab: Lab; readonly name: string }): void {
    const socket = new TunnelSocket(id, this.#send)
    socket.on('error', () => socket.destroy())
    this.#sockets.set(id, { socket, lab: name })
    socket.once('close', () => this.#sockets.delete(id))
    // Node's own parser reads the head; this server listens nowhere.
    const server = createServer((_request, response) => response.writeHead(400).end())
    server.on('upgrade', (request, _socket, head) => {
      connectLab(lab, { request, socket, head, url: `http://${request.headers.host ?? ''}${request.url ?? '/'}`, headers: headersOf(request) })
    })
    server.emit('connection', socket)
  }

  find(id: number): TunnelSocket | undefined {
    return this.#sockets.get(id)?.socket
  }

  /** Cuts every connection to a lab that ends. */
  closeLab(name: string): void {
    for (const { socket, lab } of this.#sockets.values()) if (lab === name) socket.destroy()
  }
}
