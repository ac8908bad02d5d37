import { incompleteTail } from '../utf8.ts'
import type { Size } from '../viewers.ts'

export interface CastOptions {
  readonly size: Size
  /** The whole file; nothing is recorded beyond it. */
  readonly quotaBytes: number
  /** Milliseconds that only go forward. */
  readonly now: () => number
  /** The time of day. */
  readonly clock: () => number
}

/** A burst is recorded whole up to so much; beyond it, output that nobody could have read is left out. */
const burstBytes = 1024 * 1024
const bytesPerSecond = 64 * 1024
/** It goes on once so much may be recorded again. */
const resumeBytes = 32 * 1024

/** Writes what a terminal prints as asciicast v3: one line of JSON for each event, with the seconds since the one before. */
export class CastWriter {
  readonly #options: CastOptions
  #lines: string[] = []
  #bytes = 0
  #lastAt: number
  #allowance = burstBytes
  #allowedAt: number
  #half: Uint8Array = new Uint8Array()
  #leftOut = 0
  #full = false

  constructor(options: CastOptions) {
    this.#options = options
    this.#lastAt = options.now()
    this.#allowedAt = this.#lastAt
    const { cols, rows } = options.size
    this.#line({ version: 3, term: { cols, rows, type: 'xterm-256color' }, timestamp: Math.floor(options.clock() / 1000) })
  }

  printed(bytes: Uint8Array): void {
    if (this.#full) return
    if (!this.#allows(bytes.length)) {
      this.#leftOut += bytes.length
      return
    }
    if (this.#leftOut > 0) this.#tellLeftOut()
    const whole = this.#half.length === 0 ? bytes : Buffer.concat([this.#half, bytes])
    const end = whole.length - incompleteTail(whole)
    this.#half = new Uint8Array(whole.subarray(end))
    this.#output(Buffer.from(whole.buffer, whole.byteOffset, end).toString('utf8'))
  }

  resized({ cols, rows }: Size): void {
    if (!this.#full) this.#event('r', `${cols}x${rows}`)
  }

  /** Lines that were not taken yet. */
  take(): string {
    const text = this.#lines.join('')
    this.#lines = []
    return text
  }

  #output(text: string): void {
    if (text === '') return
    if (this.#bytes + text.length <= this.#options.quotaBytes) return this.#event('o', text)
    this.#full = true
    this.#event('m', 'The recording is full')
  }

  // A sequence may have been cut off: a soft reset and plain looks, so that the rest does not look like its end.
  #tellLeftOut(): void {
    const kib = Math.ceil(this.#leftOut / 1024)
    this.#leftOut = 0
    this.#half = new Uint8Array()
    this.#output(`\u0018\u001B[!p\u001B[m\r\n[${kib} KiB of output are not in this recording]\r\n`)
  }

  #allows(bytes: number): boolean {
    const now = this.#options.now()
    this.#allowance = Math.min(burstBytes, this.#allowance + ((now - this.#allowedAt) / 1000) * bytesPerSecond)
    this.#allowedAt = now
    if (this.#allowance < (this.#leftOut > 0 ? resumeBytes : 0)) return false
    this.#allowance -= bytes
    return true
  }

  #event(kind: 'o' | 'r' | 'm', data: string): void {
    const now = this.#options.now()
    const seconds = Math.round(now - this.#lastAt) / 1000
    this.#lastAt = now
    this.#line([seconds, kind, data])
  }

  #line(value: unknown): void {
    const line = `${JSON.stringify(value)}\n`
    this.#bytes += Buffer.byteLength(line)
    this.#lines.push(line)
  }
}
