import type { AttachAnswer, TerminalChunk } from '../../lib/protocol/events.ts'
import { limits } from '../../lib/protocol/limits.ts'

/** What a stream needs of a terminal on the screen. `done` is called once the bytes are parsed. */
export interface TerminalSink {
  write(bytes: Uint8Array, done: () => void): void
  /** Starts from an empty screen of this size and draws `screen`, answering none of its questions. */
  repaint(picture: { readonly screen: Uint8Array; readonly cols: number; readonly rows: number }, done: () => void): void
}

export interface TerminalStreamOptions {
  readonly sink: TerminalSink
  /** Everything before this byte is parsed. */
  readonly acknowledge: (offset: number) => void
  /** Bytes are missing: attach again, from this byte on where one is given. */
  readonly attachAgain: (offset: number | undefined) => void
}

/**
 * Puts the bytes of one terminal on the screen, each exactly once and in order, and acknowledges what was parsed.
 * Positions count bytes since the terminal began.
 */
export class TerminalStream {
  readonly #options: TerminalStreamOptions
  /** First byte not yet handed to the screen; undefined before the first answer. */
  #next: number | undefined
  #parsed = 0
  #acknowledged = 0
  #acknowledgedAt = Number.NEGATIVE_INFINITY
  #attached = false
  /** Counts repaints: what an older picture still parses must not be acknowledged. */
  #generation = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Runs while a flood has more to be acknowledged than `ackEveryBytes`. */
  #soon: ReturnType<typeof setTimeout> | undefined
  #onParsed: (() => void) | undefined

  constructor(options: TerminalStreamOptions) {
    this.#options = options
  }

  /** Where to go on from, for `terminal:attach`. */
  get offset(): number | undefined {
    return this.#next
  }

  attached(answer: AttachAnswer): void {
    this.#attached = true
    if (answer.kind === 'resume') {
      if (this.#next === undefined) {
        this.#next = answer.offset
        this.#parsed = answer.offset
        this.#acknowledged = answer.offset
      }
      return
    }
    this.#generation += 1
    const generation = this.#generation
    this.#next = answer.offset
    this.#parsed = answer.offset
    this.#acknowledged = answer.offset
    this.#options.sink.repaint({ ...answer, screen: toBytes(answer.screen) }, () => {
      if (generation === this.#generation) this.#options.acknowledge(answer.offset)
    })
  }

  /** The connection is gone; chunks count again only after the next answer. */
  detached(): void {
    this.#attached = false
    this.#clearTimers()
  }

  /** Calls back once everything that came is parsed; only the last caller hears of it. */
  whenParsed(callback: () => void): void {
    this.#onParsed = callback
    this.#tellParsed()
  }

  receive(chunk: TerminalChunk): void {
    if (!this.#attached || this.#next === undefined) return
    if (chunk.offset > this.#next) {
      this.#attached = false
      this.#options.attachAgain(this.#next)
      return
    }
    const fresh = toBytes(chunk.bytes).subarray(this.#next - chunk.offset)
    if (fresh.byteLength === 0) return
    this.#next += fresh.byteLength
    const end = this.#next
    const generation = this.#generation
    this.#options.sink.write(fresh, () => this.#wasParsed(end, generation))
  }

  close(): void {
    this.detached()
    this.#onParsed = undefined
    this.#generation += 1
  }

  #wasParsed(end: number, generation: number): void {
    if (generation !== this.#generation || end <= this.#parsed) return
    this.#parsed = end
    this.#tellParsed()
    if (this.#parsed - this.#acknowledged >= limits.ackEveryBytes) this.#acknowledgeSoon()
    // It runs on when more than that comes meanwhile: setting it anew each time costs more than acknowledging.
    else this.#timer ??= setTimeout(() => this.#rested(), limits.ackAfterMs)
  }

  #tellParsed(): void {
    if (this.#parsed !== (this.#next ?? 0)) return
    const tell = this.#onParsed
    this.#onParsed = undefined
    tell?.()
  }

  #rested(): void {
    this.#timer = undefined
    this.#acknowledge()
  }

  /** At once after a pause; in a flood each time a pause has passed. */
  #acknowledgeSoon(): void {
    const pauseMs = limits.ackPauseMs - (performance.now() - this.#acknowledgedAt)
    if (pauseMs <= 0) return this.#acknowledge()
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined
      this.#acknowledge()
    }, pauseMs)
  }

  #acknowledge(): void {
    if (!this.#attached || this.#parsed === this.#acknowledged) return
    this.#acknowledged = this.#parsed
    this.#acknowledgedAt = performance.now()
    this.#options.acknowledge(this.#parsed)
  }

  #clearTimers(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#soon)
    this.#timer = undefined
    this.#soon = undefined
  }
}

// socket.io hands binary to browsers as ArrayBuffer whatever the type says; Node's client gives a Buffer.
function toBytes(bytes: Uint8Array | ArrayBuffer): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)
}
