import type { Server, Socket } from 'socket.io'
import type { ServerEvents } from '../../lib/protocol/events.ts'
import type { LinkAck, LinkInput } from '../../lib/protocol/link-frames.ts'
import type { HostToWeb, WebToHost } from '../../lib/protocol/link-messages.ts'
import { limits } from '../../lib/protocol/limits.ts'
import { isClientEvent, type ClientEventName } from '../../lib/protocol/messages.ts'
import { refusalCodes, type RefusalCode, type Result } from '../../lib/protocol/result.ts'
import { checkMessage, refuse } from './check-message.ts'
import { createRate, type Rate } from './rate.ts'
import { sendFrame } from './send-frame.ts'
import { takeShortMessages, type ShortEvent } from './server-parser.ts'
import { readAck, readInput } from './short-messages.ts'

/** What the relay needs of the link to the host process. */
export interface RelayLink {
  readonly isUp: boolean
  send(message: WebToHost): void
  acknowledge(ack: LinkAck): void
  type(input: LinkInput): void
  whenUp(ms: number): Promise<boolean>
}

interface RelayPerson {
  readonly id: string
  readonly name: string
  readonly role: string
}

/** Who is at the other end of a socket. */
export interface RelayVisitor {
  readonly person: RelayPerson
  readonly address: string
}

/** Somebody was refused something; told without contents. */
export type OnRefused = (refusal: { readonly action: string; readonly code: string; readonly person: string; readonly address: string }) => void

type Answer = (result: Result<unknown>) => void

interface Browser extends RelayVisitor {
  readonly socket: Socket
  readonly frames: boolean
  /** Requests that the host process has not answered. */
  readonly open: Map<number, { readonly event: ClientEventName; readonly answer: Answer }>
  lastAnswer: number
}

/** Answers that say how things stand, not that somebody may not do what they tried. */
const ordinary: ReadonlySet<RefusalCode> = new Set(['not-ready', 'ended', 'timeout', 'failed'])

/** How long a request waits for a host process that is being started again. */
const hostWaitMs = 10_000
/** A browser that acknowledges what it does not read is cut off when so much waits for it. */
const mostBufferedBytes = 8 * 1024 * 1024
const mostOpenRequests = 64

const notReady = refuse('not-ready', 'The server is starting. Try again in a moment.')

/** Joins browsers to the host process: checks what they say, passes it on, and brings back answers and output. */
export class Relay {
  readonly #link: RelayLink
  readonly #onRefused: OnRefused
  readonly #browsers = new Map<number, Browser>()
  #lastClient = 0

  constructor(link: RelayLink, onRefused: OnRefused) {
    this.#link = link
    this.#onRefused = onRefused
  }

  /** Takes over the connections of a socket.io server. */
  serve(io: Server, identify: (socket: Socket) => RelayVisitor | undefined): void {
    io.on('connection', (socket) => {
      const visitor = identify(socket)
      if (visitor) this.#accept(socket, visitor)
      else socket.disconnect(true) // The cookie ran out between the handshake and here.
    })
  }

  receive(message: Exclude<HostToWeb, { kind: 'welcome' }>, bytes: Uint8Array | undefined): void {
    const browser = this.#browsers.get(message.client)
    if (!browser) return
    if (message.kind === 'reply') return this.#answer(browser, message, bytes)
    if (message.kind === 'emit' && message.event === 'refused') this.#noteRefused(browser, message.value)
    if (message.kind === 'emit') return void browser.socket.emit(message.event, withBytes(message.value, message.bytes, bytes))
    browser.socket.disconnect(true)
  }

  /** A frame for a browser, as it is to be sent. Returns whether its memory is still needed. */
  receiveData(client: number, frame: Uint8Array): boolean {
    const browser = this.#browsers.get(client)
    if (!browser) return false
    const { conn } = browser.socket
    const sent = sendFrame(conn, frame, mostBufferedBytes)
    if (sent === 'too-much') conn.close()
    return sent === 'waits'
  }

  /** Something that everybody should know. */
  tellAll(notice: Parameters<ServerEvents['notice']>[0]): void {
    for (const { socket } of this.#browsers.values()) socket.emit('notice', notice)
  }

  /** The host process is gone: browsers connect again, and ask for their sessions when it is back. */
  dropAll(): void {
    for (const { socket } of this.#browsers.values()) socket.conn.close()
  }

  get count(): number {
    return this.#browsers.size
  }

  #accept(socket: Socket, { person, address }: RelayVisitor): void {
    this.#lastClient = (this.#lastClient % (2 ** 32 - 1)) + 1
    const client = this.#lastClient
    const browser: Browser = { socket, frames: socket.handshake.query['frames'] === '1', open: new Map(), lastAnswer: 0, person, address }
    this.#browsers.set(client, browser)
    const rate = createRate(limits.maxEventsPerSecond, () => performance.now())
    const announced = this.#announce(client, { person, address, frames: browser.frames })

    let isAnnounced = false
    void announced.then((isUp) => { isAnnounced = isUp })

    takeShortMessages(socket, (event, message) => isAnnounced && this.#takeShort(client, { event, message, rate }))
    // The way in for everything else, known or not: nothing a browser sends can throw past here.
    socket.use(([event, ...args]) => {
      const last = args.at(-1)
      const reply: Answer | undefined = typeof last === 'function' ? (result) => void last(result) : undefined
      const checked = event === 'terminal:ack' || rate.take()
        ? checkMessage(event, args[0])
        : refuse('too-many', `More than ${limits.maxEventsPerSecond} messages in a second.`)
      if (!checked.ok) {
        this.#note(browser, { event, code: checked.code })
        return tell(socket, String(event), { reply, refusal: checked })
      }
      void announced.then((isUp) => {
        if (isUp) this.#pass(client, checked, reply)
        else tell(socket, checked.event, { reply, refusal: notReady })
      })
      return undefined
    })

    socket.on('disconnect', () => {
      this.#browsers.delete(client)
      this.#link.send({ kind: 'disconnect', client })
    })
  }

  /** Passes on one of the two most frequent messages; false for what is wrong or too much: the long way round says so. */
  #takeShort(client: number, { event, message, rate }: { event: ShortEvent; message: unknown; rate: Rate }): boolean {
    if (!this.#browsers.has(client)) return false
    if (event === 'terminal:ack') {
      const ack = readAck(message)
      if (ack) this.#link.acknowledge({ client, ...ack })
      return ack !== undefined
    }
    const input = readInput(message)
    if (!input || !rate.take()) return false
    this.#link.type({ client, ...input })
    return true
  }

  // Messages wait behind this, so that they stay in order and none is lost while the host process starts.
  async #announce(client: number, who: RelayVisitor & { frames: boolean }): Promise<boolean> {
    const isUp = this.#link.isUp || (await this.#link.whenUp(hostWaitMs))
    if (isUp && this.#browsers.has(client)) this.#link.send({ kind: 'connect', client, ...who })
    return isUp
  }

  #pass(client: number, { event, message }: { event: ClientEventName; message: unknown }, reply: Answer | undefined): void {
    const browser = this.#browsers.get(client)
    if (!browser) return
    if (!reply) return this.#link.send({ kind: 'event', client, event, message })
    if (browser.open.size >= mostOpenRequests) return reply(refuse('too-many', `More than ${mostOpenRequests} requests without an answer.`))
    browser.lastAnswer += 1
    browser.open.set(browser.lastAnswer, { event, answer: reply })
    this.#link.send({ kind: 'event', client, event, message, reply: browser.lastAnswer })
  }

  #answer(browser: Browser, { reply, result, bytes: field }: Extract<HostToWeb, { kind: 'reply' }>, bytes: Uint8Array | undefined): void {
    const asked = browser.open.get(reply)
    browser.open.delete(reply)
    if (asked && !result.ok) this.#note(browser, { event: asked.event, code: result.code })
    asked?.answer(result.ok ? { ok: true, value: withBytes(result.value, field, bytes) } : result)
  }

  // `refused` is what the host process says to events that wait for no answer.
  #noteRefused(browser: Browser, value: unknown): void {
    const { event, code }: { readonly event?: unknown; readonly code?: unknown } = Object(value)
    const known = refusalCodes.find((one) => one === code)
    if (known) this.#note(browser, { event, code: known })
  }

  // The name of an event that is none is whatever somebody sent, so it is not written down.
  #note({ person, address }: Browser, { event, code }: { readonly event: unknown; readonly code: RefusalCode }): void {
    if (ordinary.has(code)) return
    this.#onRefused({ action: typeof event === 'string' && isClientEvent(event) ? event : 'unknown event', code, person: person.id, address })
  }
}

// Bytes travel beside the JSON they belong to and are put back here.
function withBytes(value: unknown, field: string | undefined, bytes: Uint8Array | undefined): unknown {
  if (!field || !bytes) return value
  return { ...Object(value), [field]: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }
}

function tell(socket: Socket, event: string, { reply, refusal }: { reply: Answer | undefined; refusal: ReturnType<typeof refuse> }): void {
  if (reply) reply(refusal)
  else socket.emit('refused', { event, code: refusal.code, message: refusal.message })
}
