import { createInflate, type Inflate } from 'node:zlib'
import { dictionary } from './dictionary.ts'

export type Headers = Readonly<Record<string, string>>

/** Bytes of one block of headers, unpacked. Those of real clients take some 50. */
const mostBytes = 64 * 1024
const mostHeaders = 64

/** Unpacks the blocks of one connection, in their order: they share one stream of zlib. */
export class HeaderReader {
  readonly #inflate: Inflate = createInflate({ dictionary })
  #parts: Buffer[] = []
  #bytes = 0
  #fail: (error: Error) => void = () => undefined

  constructor() {
    this.#inflate.on('error', (error) => this.#fail(error))
    // Reading at once makes room for what is still to be unpacked.
    this.#inflate.on('readable', () => this.#drain())
  }

  /** Rejects where the block is none, and from then on. */
  async read(block: Buffer): Promise<Headers> {
    await new Promise<void>((resolve, reject) => {
      this.#fail = reject
      this.#inflate.write(block, (error) => (error ? reject(error) : resolve()))
    })
    this.#drain()
    const unpacked = Buffer.concat(this.#parts)
    this.#parts = []
    this.#bytes = 0
    return parse(unpacked)
  }

  close(): void {
    this.#inflate.destroy()
  }

  #drain(): void {
    for (let part: unknown = this.#inflate.read(); Buffer.isBuffer(part); part = this.#inflate.read()) {
      this.#parts.push(part)
      this.#bytes += part.length
      if (this.#bytes > mostBytes) {
        this.#inflate.destroy(new Error(`Expected at most ${mostBytes} bytes of headers, got more`))
        return
      }
    }
  }
}

function parse(data: Buffer): Headers {
  const headers: Record<string, string> = {}
  const count = data.readUInt32BE(0)
  if (count > mostHeaders) throw new Error(`Expected at most ${mostHeaders} headers, got ${count}`)
  let at = 4
  const text = () => {
    const length = data.readUInt32BE(at)
    at += 4 + length
    if (at > data.length) throw new Error('Expected a whole header, got a part of one')
    return data.toString('latin1', at - length, at)
  }
  for (let index = 0; index < count; index += 1) {
    const name = text().toLowerCase()
    headers[name] = text()
  }
  return headers
}

/** Adler-32 of the dictionary, by which a packed stream names it. */
const dictionaryId = Buffer.from('e3c6a7c2', 'hex')
/** A stream of zlib that uses a dictionary (RFC 1950: FDICT). */
const zlibHead = Buffer.concat([Buffer.from([0x78, 0xbb]), dictionaryId])

/** An empty stored block: with it an unpacker gives out what it holds. Go's holds everything until then. */
const flush = Buffer.from([0, 0, 0, 0xff, 0xff])

/** Packs blocks of headers without making them smaller: as stored blocks of deflate, which need no state. */
export class HeaderWriter {
  #isFirst = true

  write(headers: Headers): Buffer {
    const entries = Object.entries(headers)
    const plain = Buffer.concat([number32(entries.length), ...entries.flatMap(([name, value]) => [name, value].flatMap((one) => [number32(Buffer.byteLength(one)), Buffer.from(one)]))])
    const stored = Buffer.alloc(5)
    stored.writeUInt16LE(plain.length, 1)
    stored.writeUInt16LE(0xffff - plain.length, 3)
    const block = Buffer.concat([...(this.#isFirst ? [zlibHead] : []), stored, plain, flush])
    this.#isFirst = false
    return block
  }
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
