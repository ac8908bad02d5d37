import { ApiError } from './status.ts'

/** Watches and followed logs that one lab may have open at once: a browser, a few terminals and a scraper need a handful. */
const mostOpen = 200

/** Bytes that a reader may be behind. A reader that is slower than that loses its stream and starts anew. */
const mostBehind = 8 * 2 ** 20

/** The writing end of a stream, as its source sees it. */
export interface StreamSink {
  send(text: string | Uint8Array): void
  end(): void
}

/** The bodies that stay open after their answer began. */
export class OpenStreams {
  readonly #ends = new Set<() => void>()

  /**
   * A body that `start` fills until it ends it, the reader leaves or the lab stops; the function that `start` returns is then called.
   * Throws TooManyRequests where too many are open.
   */
  open(start: (sink: StreamSink) => () => void): ReadableStream<Uint8Array> {
    if (this.#ends.size >= mostOpen) throw new ApiError('TooManyRequests', `Too many requests: ${mostOpen} streams are open already`)
    const encoder = new TextEncoder()
    const ends = this.#ends
    let stop = () => {}
    let open = true
    let finish = () => {}
    const leave = () => {
      open = false
      ends.delete(finish)
      stop()
    }
    return new ReadableStream<Uint8Array>({
      start(controller) {
        finish = () => {
          if (!open) return
          leave()
          controller.close()
        }
        ends.add(finish)
        const send = (text: string | Uint8Array) => {
          if (!open) return
          controller.enqueue(typeof text === 'string' ? encoder.encode(text) : text)
          if ((controller.desiredSize ?? 0) < -mostBehind) finish()
        }
        const started = start({ send, end: finish })
        // It may have ended while it started.
        if (open) stop = started
        else started()
      },
      cancel: leave,
    }, new ByteLengthQueuingStrategy({ highWaterMark: 64 * 1024 }))
  }

  get size(): number {
    return this.#ends.size
  }

  endAll(): void {
    for (const end of this.#ends) end()
  }
}
