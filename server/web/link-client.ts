import { connect, type Socket } from 'node:net'
import { ackFrame, controlFrame, inputFrame, linkFrameKinds, readControl, readLinkData, type LinkAck, type LinkFrame, type LinkInput } from '../../lib/protocol/link-frames.ts'
import { hostToWeb, linkVersion, type HostToWeb, type WebToHost } from '../../lib/protocol/link-messages.ts'
import { LinkMemory } from './link-memory.ts'

/** Where the host process is: a unix socket, or TCP with a token on another machine. */
export interface HostAddress {
  readonly socketPath?: string
  readonly host?: string
  readonly port?: number
  readonly token?: string
}

export interface LinkEvents {
  onWelcome(welcome: Extract<HostToWeb, { kind: 'welcome' }>): void
  onMessage(message: Exclude<HostToWeb, { kind: 'welcome' }>, bytes: Uint8Array | undefined): void
  /** A frame for a browser, as it is to be sent. Returns whether the frame's memory is still needed. */
  onData(client: number, frame: Uint8Array): boolean
  onLost(): void
}

const firstPauseMs = 50
/** Trying a socket on this machine costs nothing, and learners wait. */
const longestPauseMs = 200

/** The web process's end of the link. It connects again by itself, for as long as it is open. */
export class LinkClient {
  readonly #address: HostAddress
  readonly #events: LinkEvents
  #socket: Socket | undefined
  #welcomed = false
  #closed = false
  #pauseMs = firstPauseMs
  #timer: NodeJS.Timeout | undefined
  readonly #waiting = new Set<() => void>()

  constructor(address: HostAddress, events: LinkEvents) {
    this.#address = address
    this.#events = events
  }

  get isUp(): boolean {
    return this.#welcomed
  }

  open(): void {
    const { socketPath, host, port, token } = this.#address
    const memory = new LinkMemory()
    const onread = { buffer: () => memory.rest, callback: (bytes: number) => this.#read(socket, memory, bytes) }
    const socket: Socket = socketPath ? connect({ path: socketPath, onread }) : connect({ host: host ?? '127.0.0.1', port: port ?? 0, noDelay: true, onread })
    this.#socket = socket
    socket.on('connect', () => write(socket, { kind: 'hello', version: linkVersion, ...(token ? { token } : {}) }))
    // `close` always follows and is where we act; the host may simply not be there yet.
    socket.on('error', () => undefined)
    socket.on('close', () => this.#lost(socket))
  }

  /** Sends a message, or drops it when the host is away: whoever needs an answer asks `whenUp` first. */
  send(message: WebToHost): void {
    if (this.#socket && this.#welcomed) write(this.#socket, message)
  }

  /** The same for what a browser has parsed. */
  acknowledge(ack: LinkAck): void {
    if (this.#socket && this.#welcomed) this.#socket.write(ackFrame(ack))
  }

  /** The same for what it typed. */
  type(input: LinkInput): void {
    if (this.#socket && this.#welcomed) this.#socket.write(inputFrame(input))
  }

  /** Resolves to whether the link is up within `ms`. */
  async whenUp(ms: number): Promise<boolean> {
    if (this.#welcomed) return true
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(done)
        resolve(this.#welcomed)
      }
      const timer = setTimeout(done, ms)
      this.#waiting.add(done)
    })
  }

  /** Sends what is on its way, then hangs up for good. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#socket?.end()
    this.#releaseWaiting()
  }

  #read(socket: Socket, memory: LinkMemory, bytes: number): boolean {
    try {
      memory.read(bytes, (frame) => this.#take(frame))
    } catch (error) {
      console.error('The host process sent what is not part of the protocol:', error)
      socket.destroy()
    }
    return true
  }

  /** Returns whether the frame's memory is still needed. */
  #take(frame: LinkFrame): boolean {
    if (frame.kind === linkFrameKinds.data) {
      const data = readLinkData(frame.payload)
      return data ? this.#events.onData(data.client, data.frame) : false
    }
    this.#takeMessage(frame)
    return frame.kind === linkFrameKinds.attached
  }

  #takeMessage(frame: LinkFrame): void {
    const { message: unchecked, bytes } = readControl(frame)
    const message = hostToWeb.parse(unchecked)
    if (message.kind !== 'welcome') return this.#events.onMessage(message, bytes)
    this.#welcomed = true
    this.#pauseMs = firstPauseMs
    this.#events.onWelcome(message)
    this.#releaseWaiting()
  }

  #lost(socket: Socket): void {
    if (this.#socket !== socket) return
    this.#socket = undefined
    const was = this.#welcomed
    this.#welcomed = false
    if (was) this.#events.onLost()
    if (this.#closed) return
    this.#timer = setTimeout(() => this.open(), this.#pauseMs)
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
  }

  #releaseWaiting(): void {
    for (const done of this.#waiting) done()
  }
}

function write(socket: Socket, message: WebToHost): void {
  socket.write(controlFrame(message))
}
