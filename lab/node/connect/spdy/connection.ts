import { Duplex } from 'node:stream'
import { controlFrame, dataFrame, flagFin, FrameReader, frameTypes, type Frame } from './frames.ts'
import { HeaderReader, HeaderWriter, type Headers } from './headers.ts'

/** Streams that one connection may have at a time: two for each forwarded connection of a page that loads. */
const mostStreams = 512

/** One stream of a connection: what the client writes is read here, and the other way round. */
export class SpdyStream extends Duplex {
  readonly id: number
  readonly headers: Headers
  readonly #send: (frame: Buffer, done: (error?: Error | null) => void) => void
  #wake = () => {}

  constructor(id: number, headers: Headers, send: (frame: Buffer, done: (error?: Error | null) => void) => void) {
    super({ allowHalfOpen: true })
    this.id = id
    this.headers = headers
    this.#send = send
  }

  /** Gives the stream what the client wrote; resolves when there is room for more. */
  async receive(data: Buffer, fin: boolean): Promise<void> {
    if (this.destroyed || this.readableEnded) return
    const hasRoom = data.length === 0 || this.push(data)
    if (fin) this.push(null)
    else if (!hasRoom) await new Promise<void>((resolve) => { this.#wake = resolve })
  }

  override _read(): void {
    this.#wake()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send(dataFrame(this.id, chunk), done)
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#send(dataFrame(this.id, Buffer.alloc(0), true), done)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#wake()
    // Cut off before its end: the client is to know.
    if (!this.writableFinished) this.#send(dataFrame(this.id, Buffer.alloc(0), true), () => undefined)
    done(error)
  }
}

interface ConnectionParts {
  /** A stream that the client opened; it is answered already. */
  onStream(stream: SpdyStream): void
  /** The connection is over, whoever ended it. Called once. */
  onClose(): void
}

/**
 * The server's side of SPDY/3.1 as Kubernetes' clients speak it: they open streams with headers of their own, without `:method` and
 * `:path`, and nobody controls the flow. What is no such client is cut off.
 */
export class SpdyConnection {
  readonly #socket: Duplex
  readonly #parts: ConnectionParts
  readonly #streams = new Map<number, SpdyStream>()
  readonly #reader = new HeaderReader()
  readonly #writer = new HeaderWriter()
  #lastStream = 0

  constructor(socket: Duplex, parts: ConnectionParts) {
    this.#socket = socket
    this.#parts = parts
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      for (const stream of this.#streams.values()) stream.destroy()
      this.#streams.clear()
      this.#reader.close()
      parts.onClose()
    })
    void this.#run()
  }

  /** Says goodbye after everything that was written, and gives the client a moment to read it. */
  end(): void {
    const payload = Buffer.alloc(8)
    payload.writeUInt32BE(this.#lastStream, 0)
    if (this.#socket.writable) this.#socket.end(controlFrame(frameTypes.goAway, payload))
    setTimeout(() => this.#socket.destroy(), 2000).unref()
  }

  async #run(): Promise<void> {
    const frames = new FrameReader()
    try {
      for await (const chunk of this.#socket) for (const frame of frames.add(chunk)) await this.#take(frame)
    } catch {
      // Not SPDY, or the connection broke: either way it is over.
    }
    this.#socket.destroy()
  }

  async #take(frame: Frame): Promise<void> {
    if (frame.kind === 'data') {
      const stream = this.#streams.get(frame.stream)
      await stream?.receive(frame.data, frame.fin)
      return
    }
    const { type, payload, flags } = frame
    if (type === frameTypes.synStream) await this.#open(payload, flags)
    else if (type === frameTypes.ping) this.#socket.write(controlFrame(frameTypes.ping, payload))
    else if (type === frameTypes.rstStream) this.#streams.get(payload.readUInt32BE(0))?.destroy()
    // Blocks of headers share one packed stream: also those that mean nothing here must be read.
    else if (type === frameTypes.headers) await this.#reader.read(payload.subarray(4))
    else if (type === frameTypes.synReply) throw new Error('Expected no answer to a stream that was not opened')
  }

  async #open(payload: Buffer, flags: number): Promise<void> {
    const id = payload.readUInt32BE(0) & 0x7fff_ffff
    const headers = await this.#reader.read(payload.subarray(10))
    if (this.#streams.has(id) || this.#streams.size >= mostStreams) return this.#refuse(id)
    this.#lastStream = Math.max(this.#lastStream, id)
    const stream = new SpdyStream(id, headers, (data, done) => {
      if (this.#socket.destroyed || !this.#socket.writable) done(new Error('the connection is closed'))
      else this.#socket.write(data, done)
    })
    stream.on('error', () => stream.destroy())
    stream.once('close', () => this.#streams.delete(id))
    this.#streams.set(id, stream)
    this.#socket.write(controlFrame(frameTypes.synReply, Buffer.concat([idBytes(id), this.#writer.write({})])))
    this.#parts.onStream(stream)
    if ((flags & flagFin) !== 0) await stream.receive(Buffer.alloc(0), true)
  }

  #refuse(id: number): void {
    this.#socket.write(controlFrame(frameTypes.rstStream, Buffer.concat([idBytes(id), Buffer.from([0, 0, 0, 3])])))
  }
}

function idBytes(id: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(id)
  return bytes
}
