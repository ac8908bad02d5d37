import { incompleteTail } from './utf8.ts'

export interface OutputBlock {
  /** Offset of the first byte. */
  readonly start: number
  readonly bytes: Uint8Array
}

interface Block {
  readonly start: number
  readonly memory: Buffer
  length: number
}

const smallestBlock = 2 * 1024
const largestBlock = 64 * 1024
/** The end of a block that is not worth a read of its own. */
const smallestRoom = 8 * 1024
/** Kept beyond the capacity; the largest window of a client, and what a program prints before it is held back. */
const mostKeptBytes = 1536 * 1024

/**
 * The last output of a terminal, numbered by byte. Memory grows with what was printed and is never written twice, so that
 * a view handed out stays true while a slow socket still holds it. No view ends inside a UTF-8 character.
 */
export class OutputRing {
  readonly #capacity: number
  readonly #blocks: Block[] = []
  #end = 0
  #complete = 0
  #bytes = 0
  /** What was sent and not acknowledged may be lost with its connection: it stays, beyond the capacity if need be. */
  keepFrom = Number.POSITIVE_INFINITY

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** Offset of the oldest byte still here. */
  get start(): number {
    return this.#blocks[0]?.start ?? this.#end
  }

  /** Offset behind the last byte that was printed. */
  get end(): number {
    return this.#end
  }

  /** Offset behind the last whole character: as far as may be sent. */
  get complete(): number {
    return this.#complete
  }

  /**
   * Memory that output may be read into directly: `append` with a view of its beginning then copies nothing. It is worth
   * having for much output only.
   */
  room(): Uint8Array {
    const last = this.#blocks.at(-1)
    const block = last && last.memory.length - last.length >= smallestRoom ? last : this.#newBlock(last)
    return block.memory.subarray(block.length)
  }

  /** Takes output in; returns the blocks that had to go for it, oldest first. */
  append(chunk: Uint8Array): readonly OutputBlock[] {
    let at = 0
    while (at < chunk.length) {
      const block = this.#roomyBlock()
      const taken = Math.min(chunk.length - at, block.memory.length - block.length)
      const isThere = chunk.buffer === block.memory.buffer && chunk.byteOffset + at === block.memory.byteOffset + block.length
      if (!isThere) block.memory.set(taken === chunk.length ? chunk : chunk.subarray(at, at + taken), block.length)
      block.length += taken
      at += taken
    }
    this.#end += chunk.length
    this.#bytes += chunk.length
    this.#complete = this.#end - this.#tail()
    return this.#bytes > this.#capacity ? this.#dropOldest() : []
  }

  /** The output is over: even half a character may go now. */
  finish(): void {
    this.#complete = this.#end
  }

  /** Bytes from `offset` on, as many as lie together and at most `most`; empty when there are none that may be sent. */
  read(offset: number, most: number): Uint8Array {
    if (offset >= this.#complete) return nothing
    const block = this.#blockAt(offset)
    if (!block) return nothing
    const from = offset - block.start
    const end = Math.min(block.length, this.#complete - block.start)
    if (from + most >= end) return block.memory.subarray(from, end)
    const cut = from + most - incompleteTail(block.memory, from + most)
    return block.memory.subarray(from, cut > from ? cut : from + most)
  }

  /** Everything that is here, oldest first. */
  blocks(): readonly OutputBlock[] {
    return this.#blocks.map(toOutput)
  }

  /** Lets go of whole blocks before `offset`, which is kept elsewhere. */
  dropBefore(offset: number): void {
    while ((this.#blocks[0]?.start ?? offset) + (this.#blocks[0]?.length ?? 0) <= offset && this.#blocks[0]) this.#drop()
  }

  #roomyBlock(): Block {
    const last = this.#blocks.at(-1)
    return last && last.length < last.memory.length ? last : this.#newBlock(last)
  }

  #newBlock(last: Block | undefined): Block {
    const size = last ? Math.min(last.memory.length * 4, largestBlock) : smallestBlock
    const memory = Buffer.allocUnsafeSlow(size)
    const written = this.#writtenEnd()
    if (!last) return this.#push({ start: written, memory, length: 0 })
    // A character that the full block cuts moves to the next one: it cannot have been sent yet.
    const tail = incompleteTail(last.memory, last.length)
    last.memory.copy(memory, 0, last.length - tail, last.length)
    last.length -= tail
    return this.#push({ start: written - tail, memory, length: tail })
  }

  #push(block: Block): Block {
    this.#blocks.push(block)
    return block
  }

  #writtenEnd(): number {
    const last = this.#blocks.at(-1)
    return last ? last.start + last.length : this.#end
  }

  #tail(): number {
    const last = this.#blocks.at(-1)
    return last ? incompleteTail(last.memory, last.length) : 0
  }

  #blockAt(offset: number): Block | undefined {
    return this.#blocks.findLast(({ start, length }) => offset >= start && offset < start + length)
  }

  #dropOldest(): readonly OutputBlock[] {
    const dropped: OutputBlock[] = []
    while (this.#blocks.length > 1 && this.#bytes - (this.#blocks[0]?.length ?? 0) >= this.#capacity && this.#mayGo(this.#blocks[0])) {
      const block = this.#drop()
      if (block) dropped.push(toOutput(block))
    }
    return dropped
  }

  #mayGo(oldest: Block | undefined): boolean {
    return oldest !== undefined && (oldest.start + oldest.length <= this.keepFrom || this.#bytes >= this.#capacity + mostKeptBytes)
  }

  #drop(): Block | undefined {
    const block = this.#blocks.shift()
    if (block) this.#bytes -= block.length
    return block
  }
}

const nothing = new Uint8Array()

function toOutput({ start, memory, length }: Block): OutputBlock {
  return { start, bytes: memory.subarray(0, length) }
}
