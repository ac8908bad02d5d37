/** Thrown into a program that writes to somebody who reads no more. */
export class BrokenPipe extends Error {}

/** Bytes that wait before the writer does. */
const mostWaiting = 64 * 1024

/** What one program writes and another reads, a bounded number of bytes between them. */
export class Pipe {
  #chunks: Uint8Array[] = []
  #bytes = 0
  #ended = false
  #closed = false
  /** One reader is to see an end here, though more may follow (Ctrl-D). */
  #pausedEnds = 0
  /** What the one who reads is to get instead of bytes. */
  #breaking: Error | undefined
  #wakeReader = () => {}
  #wakeWriter = () => {}

  /** Resolves when there is room for more; rejects with BrokenPipe when nobody reads. */
  async write(chunk: Uint8Array): Promise<void> {
    if (this.#closed) throw new BrokenPipe('Broken pipe')
    if (chunk.length === 0 || this.#ended) return
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    this.#wakeReader()
    while (this.#bytes > mostWaiting && !this.#closed) await new Promise<void>((resolve) => { this.#wakeWriter = resolve })
    if (this.#closed) throw new BrokenPipe('Broken pipe')
  }

  /** Nothing more comes. */
  end(): void {
    this.#ended = true
    this.#wakeReader()
  }

  /** Lets the one who reads see an end; who reads after that waits for more. */
  endOfFile(): void {
    this.#pausedEnds += 1
    this.#wakeReader()
  }

  get hasRoom(): boolean {
    return this.#bytes < mostWaiting
  }

  /** The next bytes; undefined at the end. */
  async read(): Promise<Uint8Array | undefined> {
    while (this.#chunks.length === 0 && this.#pausedEnds === 0 && !this.#ended && !this.#closed && !this.#breaking) await new Promise<void>((resolve) => { this.#wakeReader = resolve })
    const breaking = this.#breaking
    this.#breaking = undefined
    if (breaking) throw breaking
    const chunk = this.#chunks.shift()
    if (!chunk && this.#pausedEnds > 0) this.#pausedEnds -= 1
    this.#bytes -= chunk?.length ?? 0
    this.#wakeWriter()
    return chunk
  }

  /** Gives bytes back that were read too far. */
  unread(chunk: Uint8Array): void {
    if (chunk.length === 0) return
    this.#chunks.unshift(chunk)
    this.#bytes += chunk.length
  }

  /** Makes the one who waits for bytes fail, or whoever asks for some next. */
  breakRead(error: Error): void {
    this.#breaking = error
    this.#wakeReader()
  }

  /** Whoever asks next is not meant any more. */
  forgetBreak(): void {
    this.#breaking = undefined
  }

  /** Nobody reads any more: writers are told. */
  close(): void {
    this.#closed = true
    this.#chunks = []
    this.#bytes = 0
    this.#wakeWriter()
    this.#wakeReader()
  }
}

/** Input that is over before it begins. */
export function noInput(): Pipe {
  const pipe = new Pipe()
  pipe.end()
  return pipe
}
