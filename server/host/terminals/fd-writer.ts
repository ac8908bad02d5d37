import { writeSync } from 'node:fs'

const firstPauseMs = 5
const longestPauseMs = 200

/**
 * Writes to a non-blocking descriptor at once where it can. What the other side does not take waits here and is tried
 * again with growing pauses, so that a program that does not read costs neither processor time nor a blocked thread.
 * Whoever writes keeps `pending` bounded.
 */
export class FdWriter {
  readonly #fd: number
  #queue: Uint8Array[] = []
  #pending = 0
  #pauseMs = firstPauseMs
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(fd: number) {
    this.#fd = fd
  }

  /** Bytes that wait. */
  get pending(): number {
    return this.#pending
  }

  write(data: Uint8Array): void {
    if (this.#closed || data.length === 0) return
    this.#queue.push(data)
    this.#pending += data.length
    if (!this.#timer) this.#drain()
  }

  /** Forgets what waits, as a terminal does with typed text when it is interrupted. */
  discard(): void {
    this.#queue = []
    this.#pending = 0
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.discard()
  }

  #drain(): void {
    this.#timer = undefined
    for (let data = this.#queue[0]; data && !this.#closed; data = this.#queue[0]) {
      const written = this.#tryWrite(data)
      this.#pending -= written
      if (written > 0) this.#pauseMs = firstPauseMs
      if (written < data.length) {
        this.#queue[0] = data.subarray(written)
        this.#timer = setTimeout(() => this.#drain(), this.#pauseMs)
        this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
        return
      }
      this.#queue.shift()
    }
  }

  #tryWrite(data: Uint8Array): number {
    try {
      return writeSync(this.#fd, data)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0
      // EIO, EBADF: the program is gone. Its exit is told elsewhere; here it only means that nobody reads any more.
      this.close()
      return data.length
    }
  }
}
