import { incompleteTail } from '../utf8.ts'
import type { Size } from '../viewers.ts'
import { CastWriter } from './cast-writer.ts'
import type { RecordingFile } from './recordings.ts'

export interface RecorderOptions {
  readonly file: RecordingFile
  readonly quotaBytes: number
  readonly now: () => number
  readonly clock: () => number
}

const pieceBytes = 48 * 1024
/** So much waits in memory until the next second at most. */
const flushChars = 64 * 1024

/** Records one terminal, for its learner to download. Off, it keeps nothing, not even what was recorded before. */
export class Recorder {
  readonly #options: RecorderOptions
  #writer: CastWriter | undefined
  #size: Size
  #waiting = 0

  constructor(options: RecorderOptions, size: Size) {
    this.#options = options
    this.#size = size
    this.switch(true)
  }

  get on(): boolean {
    return this.#writer !== undefined
  }

  switch(on: boolean): void {
    if (on === this.on || (on && this.#options.quotaBytes === 0)) return
    this.#writer = on ? new CastWriter({ ...this.#options, size: this.#size }) : undefined
    if (!on) void this.#options.file.remove()
  }

  printed(bytes: Uint8Array): void {
    if (!this.#writer) return
    this.#writer.printed(bytes)
    this.#waiting += bytes.length
    if (this.#waiting > flushChars) this.flush()
  }

  resized(size: Size): void {
    this.#size = size
    this.#writer?.resized(size)
  }

  /** Writes what waits; called once a second. */
  flush(): void {
    this.#waiting = 0
    const text = this.#writer?.take()
    if (text) this.#options.file.append(text)
  }

  /** A piece from byte `at` on; empty at the end, or when nothing is recorded. */
  async read(at: number): Promise<{ readonly text: string; readonly next: number }> {
    if (!this.#writer) return { text: '', next: at }
    this.flush()
    const bytes = await this.#options.file.read(at, pieceBytes)
    const end = bytes.length - incompleteTail(bytes)
    return { text: Buffer.from(bytes.subarray(0, end)).toString('utf8'), next: at + end }
  }
}
