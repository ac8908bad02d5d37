/** Bytes that grow as they are written. */
export class ByteWriter {
  #bytes = new Uint8Array(16)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** A whole number from 0 to 2⁵³ - 1, seven bits a byte, the lowest first. */
  varint(value: number): void {
    let rest = value
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    this.byte(rest)
  }

  float(value: number): void {
    const eight = new Uint8Array(8)
    new DataView(eight.buffer).setFloat64(0, value)
    for (const byte of eight) this.byte(byte)
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const wider = new Uint8Array(this.#length * 2)
      wider.set(this.#bytes)
      this.#bytes = wider
    }
    this.#bytes[this.#length] = value
    this.#length += 1
  }

  /** What is written so far; valid until the next write. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }
}

/** Reads what a `ByteWriter` wrote. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length
  }

  varint(): number {
    let byte = this.#next()
    if (byte < 0x80) return byte
    let value = byte & 0x7f
    let unit = 0x80
    do {
      byte = this.#next()
      value += (byte & 0x7f) * unit
      unit *= 0x80
    } while (byte >= 0x80)
    return value
  }

  float(): number {
    const value = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.#at, 8).getFloat64(0)
    this.#at += 8
    return value
  }

  #next(): number {
    const byte = this.#bytes[this.#at] ?? 0
    this.#at += 1
    return byte
  }
}
