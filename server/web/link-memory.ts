import { announcedBytes, takeFrames, type LinkFrame } from '../../lib/protocol/link-frames.ts'

const memoryBytes = 256 * 1024
/** Room that is worth a read. */
const smallestRest = 64 * 1024

/**
 * Memory that a link is read into, so that each frame lies in it in one piece however the reads are cut. It is used again
 * unless a frame in it is still needed: a slow browser's socket may hold a view of it.
 */
export class LinkMemory {
  #memory = Buffer.allocUnsafeSlow(memoryBytes)
  #from = 0
  #to = 0
  #isNeeded = false

  /** Where the next read goes. */
  get rest(): Uint8Array {
    return this.#memory.subarray(this.#to)
  }

  /**
   * So many bytes were read into `rest`: gives the frames that are complete by now, as views. `onFrame` tells whether the
   * view is needed after it returns.
   * @throws RangeError when the other side announces a frame that nobody would send
   */
  read(bytes: number, onFrame: (frame: LinkFrame) => boolean): void {
    this.#to += bytes
    this.#from += takeFrames(this.#memory.subarray(this.#from, this.#to), (frame) => {
      if (onFrame(frame)) this.#isNeeded = true
    })
    this.#makeRoom()
  }

  // A frame that does not fit goes on at the beginning, of this memory where that is free.
  #makeRoom(): void {
    const begun = this.#memory.subarray(this.#from, this.#to)
    if (begun.length === 0 && !this.#isNeeded) return this.#goOn(this.#memory, begun)
    const wanted = Math.max(announcedBytes(begun), begun.length + smallestRest)
    if (this.#memory.length - this.#from >= wanted) return
    const isFree = !this.#isNeeded && this.#memory.length >= wanted
    this.#goOn(isFree ? this.#memory : Buffer.allocUnsafeSlow(Math.max(memoryBytes, wanted)), begun)
  }

  #goOn(memory: Buffer<ArrayBuffer>, begun: Uint8Array): void {
    if (memory !== this.#memory) this.#isNeeded = false
    memory.set(begun)
    this.#memory = memory
    this.#from = 0
    this.#to = begun.length
  }
}
