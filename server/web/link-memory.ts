import { announcedBytes, takeFrames, type LinkFrame } from '../../lib/protocol/link-frames.ts'

const memoryBytes = 256 * 1024
/** Room that is worth a read. */
const smallestRest = 64 * 1024

/**
 * Memory that a link is read into, so that each frame lies in it in one piece however the reads are cut. No part of it is
 * written twice: a slow browser's socket may still hold a view of it.
 */
export class LinkMemory {
  #memory = Buffer.allocUnsafeSlow(memoryBytes)
  #from = 0
  #to = 0

  /** Where the next read goes. */
  get rest(): Uint8Array {
    return this.#memory.subarray(this.#to)
  }

  /**
   * So many bytes were read into `rest`: gives the frames that are complete by now, as views.
   * @throws RangeError when the other side announces a frame that nobody would send
   */
  read(bytes: number, onFrame: (frame: LinkFrame) => void): void {
    this.#to += bytes
    this.#from += takeFrames(this.#memory.subarray(this.#from, this.#to), onFrame)
    this.#makeRoom()
  }

  // A frame that does not fit goes on at the beginning of the next memory.
  #makeRoom(): void {
    const begun = this.#memory.subarray(this.#from, this.#to)
    const wanted = Math.max(announcedBytes(begun), begun.length + smallestRest)
    if (this.#memory.length - this.#from >= wanted) return
    this.#memory = Buffer.allocUnsafeSlow(Math.max(memoryBytes, wanted))
    this.#memory.set(begun)
    this.#from = 0
    this.#to = begun.length
  }
}
