import { readSync } from 'node:fs'
import type { ReadStream } from 'node:tty'

/** After the program ended, a child of it may still hold the terminal and print: until it is quiet for so long. */
const quietAfterEndMs = 250
const lookAgainMs = 50
const readBytes = 64 * 1024
/** A read that brings so much was not the echo of a key: more is likely there already. */
const floodBytes = 1024
/** A program that prints much is read so much at a time at first, and twice as much each time while nobody holds it back. */
const firstGather = 16 * 1024
const largestGather = 64 * 1024
/** Reading waits for the kernel to hand over what was printed; others wait meanwhile. */
const longestGatherMs = 1
/** What the kernel gives in one read; less room than this is not worth one. */
const oneRead = 4096
/** So many reads in one go once the stream is over, so that a long rest does not hold up everything else. */
const readsAtOnce = 16

/**
 * Reads a pseudo terminal to its very end. Two things take output away otherwise: node-pty closes its end 200 ms after the
 * program ended, read or not; and libuv calls a terminal that was hung up "ended" after one short read, while the kernel
 * still holds up to 64 KiB. So closing is put off here, and what the stream left is read from the descriptor.
 *
 * The kernel gives 4 KiB at a time. Where a program prints much, what is there is read at once, up to 64 KiB of it, so that
 * whoever listens is called once instead of sixteen times; a single key's echo is passed on as it comes.
 */
export class PtyReader {
  readonly #fd: number
  readonly #socket: ReadStream
  readonly #listeners: ((data: Buffer) => void)[] = []
  readonly #destroy: () => void
  #memory: (() => Uint8Array) | undefined
  #most = firstGather
  #paused = false
  #over = false
  #lastDataAt = performance.now()
  #timer: NodeJS.Timeout | undefined

  /** @param beforeClose called before the descriptor's number becomes free for somebody else's terminal */
  constructor(fd: number, socket: ReadStream, beforeClose: () => void) {
    this.#fd = fd
    this.#socket = socket
    const destroy = socket.destroy.bind(socket)
    this.#destroy = () => {
      beforeClose()
      destroy()
    }
    socket.on('data', (data: Buffer) => this.#take(data))
    socket.once('close', () => clearInterval(this.#timer))
    // Called by node-pty's timer, by the stream at its end, and with EIO: in each case the rest comes first.
    socket.destroy = (error) => {
      if (error || socket.readableEnded) this.#over = true
      this.#end()
      return socket
    }
  }

  onData(listener: (data: Buffer) => void): void {
    this.#listeners.push(listener)
  }

  /** Much output may be read into this memory, from its beginning on; listeners get a view of it then. */
  readInto(memory: () => Uint8Array): void {
    this.#memory = memory
  }

  pause(): void {
    this.#paused = true
    this.#most = firstGather
    this.#socket.pause()
  }

  resume(): void {
    this.#paused = false
    this.#lastDataAt = performance.now()
    this.#socket.resume()
    if (this.#over) this.#readRest()
  }

  #take(data: Buffer): void {
    const memory = data.length < floodBytes ? undefined : this.#memory?.()
    if (!memory || memory.length < data.length + oneRead) return this.#emit(data)
    memory.set(data)
    const room = Math.min(this.#most, memory.length)
    const length = data.length + this.#readMore(memory, data.length, room)
    this.#most = Math.min(this.#most * 2, largestGather)
    this.#emit(Buffer.from(memory.buffer, memory.byteOffset, length))
  }

  /** Reads what is there already, up to `end`; returns how much that was. */
  #readMore(memory: Uint8Array, start: number, end: number): number {
    const until = performance.now() + longestGatherMs
    let at = start
    while (end - at >= oneRead && performance.now() < until) {
      const length = this.#readTo(memory, at, end - at)
      if (length === 0) break
      at += length
    }
    return at - start
  }

  // Nothing there for the moment (EAGAIN) or for ever (EIO): the stream finds out which, it reads next.
  #readTo(memory: Uint8Array, offset: number, length: number): number {
    try {
      return readSync(this.#fd, memory, offset, length, null)
    } catch {
      return 0
    }
  }

  #end(): void {
    this.#timer ??= setInterval(() => this.#look(), lookAgainMs)
    if (this.#over) this.#readRest()
  }

  #look(): void {
    if (this.#paused) return
    if (this.#over) return this.#readRest()
    if (performance.now() - this.#lastDataAt >= quietAfterEndMs) this.#destroy()
  }

  #readRest(): void {
    for (let reads = 0; reads < readsAtOnce && !this.#paused; reads += 1) {
      const data = this.#read()
      if (!data) return this.#destroy()
      this.#emit(data)
    }
  }

  // Undefined when nothing is left: EIO says so. EAGAIN cannot be, the terminal was hung up; if it were, nothing is left either.
  #read(): Buffer | undefined {
    const memory = Buffer.allocUnsafe(readBytes)
    try {
      const length = readSync(this.#fd, memory)
      return length > 0 ? memory.subarray(0, length) : undefined
    } catch {
      return undefined
    }
  }

  #emit(data: Buffer): void {
    this.#lastDataAt = performance.now()
    for (const listener of this.#listeners) listener(data)
  }
}
