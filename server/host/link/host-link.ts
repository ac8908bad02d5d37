import { rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { dataFrameHeader } from '../../../lib/protocol/frames.ts'
import { attachedFrame, controlFrame, linkDataHeader, LinkFrameReader, linkFrameKinds, readAck, readControl, readInput, type LinkFrame, type LinkInput } from '../../../lib/protocol/link-frames.ts'
import { linkVersion, webToHost, type HostToWeb, type WebToHost } from '../../../lib/protocol/link-messages.ts'
import type { ClientEventName } from '../../../lib/protocol/messages.ts'
import { clientMessages, explainRefusal, isClientEvent } from '../../../lib/protocol/messages.ts'
import type { Result } from '../../../lib/protocol/result.ts'
import { Refusal } from '../refusal.ts'
import type { Browser, BrowserPerson } from './browser.ts'

export interface HostLinkOptions {
  /** A unix socket, or a port on an address of its own, which then needs a token. */
  readonly where: { readonly path: string } | { readonly host: string; readonly port: number }
  readonly token?: string
  readonly gatewaySocket?: string
  /** Answers a request whose message was checked. A Refusal becomes the answer; any other error is a bug and is logged. */
  readonly onEvent: (browser: Browser, event: ClientEventName, message: unknown) => Promise<Answered>
  /**
   * A terminal's output is parsed up to here; comes far more often than anything else.
   * @throws Refusal
   */
  readonly onAck: (browser: Browser, terminal: string, offset: number) => void
  /**
   * Something was typed; `seq` is 0 where it has no number.
   * @throws Refusal
   */
  readonly onInput: (browser: Browser, input: Omit<LinkInput, 'client'>) => void
  readonly onGone: (browser: Browser) => void
}

/** Output up to here travels in one piece with its headers. */
const smallBytes = 4096

/** What a request is answered with, and what happens once the answer is on its way. */
export interface Answered {
  readonly value: unknown
  /** Field of the value that holds bytes; it travels beside the JSON. */
  readonly bytes?: { readonly field: string; readonly value: Uint8Array }
  readonly after?: () => void
}

/** The host process's end of the link: takes web processes in, any number and at any time. */
export async function openHostLink(options: HostLinkOptions): Promise<{ readonly server: Server; close(): Promise<void> }> {
  const webs = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    webs.add(socket)
    socket.once('close', () => webs.delete(socket))
    serveWeb(socket, options)
  })
  // One that was killed leaves its socket behind. There is never a second host on this folder: the supervisor keeps one.
  if ('path' in options.where) rmSync(options.where.path, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.where, resolve)
  })
  return {
    server,
    async close() {
      for (const socket of webs) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function serveWeb(socket: Socket, options: HostLinkOptions): void {
  const browsers = new Map<number, LinkedBrowser>()
  const reader = new LinkFrameReader()
  let greeted = false

  function take(frame: LinkFrame): void {
    if (frame.kind === linkFrameKinds.ack) return acked(frame.payload)
    if (frame.kind === linkFrameKinds.input) return typed(frame.payload)
    if (frame.kind !== linkFrameKinds.control) throw new RangeError(`A frame of kind ${frame.kind} from a web process`)
    const message = webToHost.parse(readControl(frame).message)
    if (message.kind === 'hello') return greet(message)
    if (!greeted) throw new RangeError(`A web process said ${message.kind} before hello`)
    if (message.kind === 'connect') return connect(message)
    if (message.kind === 'event') return void answer(message)
    if (message.kind === 'disconnect') return disconnect(message.client)
  }

  function greet({ token }: Extract<WebToHost, { kind: 'hello' }>): void {
    if (options.token !== undefined && token !== options.token) throw new RangeError('A web process without the right token')
    greeted = true
    send({ kind: 'welcome', version: linkVersion, ...(options.gatewaySocket ? { gatewaySocket: options.gatewaySocket } : {}) })
  }

  function connect({ client, person, address, frames }: Extract<WebToHost, { kind: 'connect' }>): void {
    disconnect(client)
    browsers.set(client, new LinkedBrowser({ socket, client, person, address, frames }))
  }

  function disconnect(client: number): void {
    const browser = browsers.get(client)
    if (!browser) return
    browsers.delete(client)
    options.onGone(browser)
  }

  function acked(payload: Uint8Array): void {
    const { client, terminal, offset } = readAck(payload)
    const browser = browsers.get(client)
    if (browser) orRefuse(browser, 'terminal:ack', () => options.onAck(browser, terminal, offset))
  }

  function typed(payload: Uint8Array): void {
    const { client, ...input } = readInput(payload)
    const browser = browsers.get(client)
    if (browser) orRefuse(browser, 'terminal:input', () => options.onInput(browser, input))
  }

  async function answer({ client, event, message, reply }: Extract<WebToHost, { kind: 'event' }>): Promise<void> {
    const browser = browsers.get(client)
    if (!browser) return
    const { result, answered } = await settle(options, browser, { event, message })
    if (!browsers.has(client)) return
    if (reply !== undefined) sendReply({ client, reply, result }, answered)
    else if (!result.ok) browser.send('refused', { event, code: result.code, message: result.message })
    answered?.after?.()
  }

  function sendReply(message: { client: number; reply: number; result: Result<unknown> }, answered: Answered | undefined): void {
    const { bytes } = answered ?? {}
    if (bytes) socket.write(attachedFrame({ kind: 'reply', ...message, bytes: bytes.field } satisfies HostToWeb, bytes.value))
    else send({ kind: 'reply', ...message })
  }

  function send(message: HostToWeb): void {
    socket.write(controlFrame(message))
  }

  socket.on('data', (chunk) => {
    try {
      reader.push(chunk, take)
    } catch (error) {
      console.error('A web process sent what is not part of the protocol:', error instanceof Error ? error.message : error)
      socket.destroy()
    }
  })
  // `close` follows and is where we act: a killed web process is the ordinary case.
  socket.on('error', () => undefined)
  socket.on('close', () => {
    for (const client of browsers.keys()) disconnect(client)
  })
}

/** The same as `settle` for what is neither answered nor waited for. */
function orRefuse(browser: LinkedBrowser, event: ClientEventName, act: () => void): void {
  try {
    act()
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(`${event} failed:`, error)
    const { code, message } = error instanceof Refusal ? error : somethingWrong
    browser.send('refused', { event, code, message })
  }
}

const somethingWrong = { code: 'failed', message: 'Something went wrong on the server.' } as const

async function settle(options: HostLinkOptions, browser: Browser, { event, message }: { event: string; message: unknown }): Promise<{ result: Result<unknown>; answered?: Answered }> {
  try {
    // The web process has checked it, but it is the one that strangers talk to.
    if (!isClientEvent(event)) throw new Refusal('bad-message', 'There is no such event.')
    const parsed = clientMessages[event].safeParse(message)
    if (!parsed.success) throw new Refusal('bad-message', explainRefusal(event, parsed.error))
    const answered = await options.onEvent(browser, event, parsed.data)
    return { result: { ok: true, value: answered.value }, answered }
  } catch (error) {
    if (error instanceof Refusal) return { result: { ok: false, code: error.code, message: error.message } }
    console.error(`${event} failed:`, error)
    return { result: { ok: false, ...somethingWrong } }
  }
}

class LinkedBrowser implements Browser {
  readonly person: BrowserPerson
  readonly address: string
  readonly #socket: Socket
  readonly #client: number
  readonly #frames: boolean

  constructor({ socket, client, person, address, frames }: { socket: Socket; client: number; person: BrowserPerson; address: string; frames: boolean }) {
    this.person = person
    this.address = address
    this.#socket = socket
    this.#client = client
    this.#frames = frames
  }

  send(event: string, value?: unknown): void {
    this.#socket.write(controlFrame({ kind: 'emit', client: this.#client, event, value } satisfies HostToWeb))
  }

  data(terminal: string, offset: number, bytes: Uint8Array): void {
    if (!this.#frames) {
      const message: HostToWeb = { kind: 'emit', client: this.#client, event: 'terminal:data', value: { terminal, offset }, bytes: 'bytes' }
      this.#socket.write(attachedFrame(message, bytes))
      return
    }
    const header = dataFrameHeader(terminal, offset)
    const linkHeader = linkDataHeader(this.#client, header.length + bytes.length)
    if (bytes.length <= smallBytes) return void this.#socket.write(Buffer.concat([linkHeader, header, bytes]))
    this.#socket.cork()
    this.#socket.write(Buffer.concat([linkHeader, header]))
    this.#socket.write(bytes)
    this.#socket.uncork()
  }
}
