import type { AttachAnswer, ServerEvents, TerminalChunk } from '../../lib/protocol/events.ts'
import type { ClientMessage } from '../../lib/protocol/messages.ts'
import type { Result } from '../../lib/protocol/result.ts'
import { InputQueue } from './input-queue.ts'
import { TerminalStream, type TerminalSink } from './terminal-stream.ts'

export interface Size {
  readonly cols: number
  readonly rows: number
}

/** A terminal's screen, as a link uses it. */
export interface LinkedScreen extends TerminalSink {
  /** Another tab chose this size; takes effect after what was written before. */
  takeSize(size: Size): void
}

/** The messages about one terminal, as the session's socket carries them. */
export interface TerminalWire {
  /** `answered` is called at the very moment the answer comes: output may follow it at once. */
  attach(message: ClientMessage<'terminal:attach'>, answered: (result: Result<AttachAnswer>) => void): void
  detach(message: ClientMessage<'terminal:detach'>): void
  acknowledge(message: ClientMessage<'terminal:ack'>): void
  input(message: ClientMessage<'terminal:input'>): void
  resize(message: ClientMessage<'terminal:resize'>): void
}

/** One terminal of the session joined to one screen: output in order, input numbered, size known to both. */
export class TerminalLink {
  readonly #terminal: string
  readonly #wire: TerminalWire
  readonly #screen: LinkedScreen
  readonly #stream: TerminalStream
  readonly #input: InputQueue
  #size: Size
  #online = false
  #attaching = false

  constructor({ terminal, wire, screen, size }: { readonly terminal: string; readonly wire: TerminalWire; readonly screen: LinkedScreen; readonly size: Size }) {
    this.#terminal = terminal
    this.#wire = wire
    this.#screen = screen
    this.#size = size
    this.#input = new InputQueue((message) => wire.input({ terminal, ...message }))
    this.#stream = new TerminalStream({
      sink: screen,
      acknowledge: (offset) => wire.acknowledge({ terminal, offset }),
      attachAgain: () => this.attach(),
    })
  }

  /** Asks for the output from where the screen stands; repeated calls while an answer is awaited do nothing. */
  attach(): void {
    this.#online = true
    if (this.#attaching) return
    this.#attaching = true
    const offset = this.#stream.offset
    const asked = this.#size
    this.#wire.attach({ terminal: this.#terminal, ...asked, ...(offset === undefined ? {} : { offset }) }, (result) => {
      this.#attaching = false
      if (!result.ok || !this.#online) return
      this.#stream.attached(result.value)
      this.#input.attached(result.value.lastInput)
      if (this.#size !== asked) this.#wire.resize({ terminal: this.#terminal, ...this.#size })
    })
  }

  receive(chunk: TerminalChunk): void {
    this.#stream.receive(chunk)
  }

  type(data: string): void {
    this.#input.type(data)
  }

  resize(size: Size): void {
    this.#size = size
    if (this.#online) this.#wire.resize({ terminal: this.#terminal, ...size })
  }

  resized({ cols, rows }: Parameters<ServerEvents['terminal:resized']>[0]): void {
    this.#screen.takeSize({ cols, rows })
  }

  pressed(full: boolean): void {
    if (full) this.#input.pause()
    else if (this.#online) this.#input.resume()
  }

  /** The connection is gone, or the server stopped sending; `attach` goes on from here. */
  detached(): void {
    this.#online = false
    this.#stream.detached()
    this.#input.pause()
  }

  /** The server sends no more because this tab took nothing: attaches again once what came is on the screen. */
  fellBehind(): void {
    this.detached()
    this.#stream.whenParsed(() => this.attach())
  }

  /** The screen goes away. */
  close(): void {
    if (this.#online) this.#wire.detach({ terminal: this.#terminal })
    this.#online = false
    this.#stream.close()
    this.#input.pause()
  }
}
