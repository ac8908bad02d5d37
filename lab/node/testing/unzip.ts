import { open, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
const localHeaderBytes = 30

interface Entry {
  readonly name: string
  readonly method: number
  readonly packedBytes: number
  readonly headerAt: number
}

/** Reads one file out of a zip archive (stored or deflated; no zip64, which no archive that we read is). */
export async function unzipFile(archive: string, name: string): Promise<Buffer> {
  const file = await open(archive)
  try {
    const entry = (await directory(file)).find((one) => one.name === name)
    if (!entry) throw new Error(`Expected ${name} in ${archive}, got no such file`)
    const header = await bytes(file, entry.headerAt, localHeaderBytes)
    // The local header has lengths of its own for name and extra field.
    const dataAt = entry.headerAt + localHeaderBytes + header.readUInt16LE(26) + header.readUInt16LE(28)
    const packed = await bytes(file, dataAt, entry.packedBytes)
    return entry.method === 0 ? packed : await promisify<Buffer, Buffer>(inflateRaw)(packed)
  } finally {
    await file.close()
  }
}

async function directory(file: FileHandle): Promise<readonly Entry[]> {
  const { size } = await file.stat()
  const tailBytes = Math.min(size, 65_557)
  const tail = await bytes(file, size - tailBytes, tailBytes)
  let endAt = tail.length - 22
  while (endAt >= 0 && tail.readUInt32LE(endAt) !== endOfDirectory) endAt -= 1
  if (endAt < 0) throw new Error('Expected a zip archive, got no directory at its end')
  const list = await bytes(file, tail.readUInt32LE(endAt + 16), tail.readUInt32LE(endAt + 12))
  const entries: Entry[] = []
  for (let at = 0; at < list.length && list.readUInt32LE(at) === directoryEntry;) {
    const [nameBytes, extraBytes, commentBytes] = [list.readUInt16LE(at + 28), list.readUInt16LE(at + 30), list.readUInt16LE(at + 32)]
    entries.push({
      name: list.toString('utf8', at + 46, at + 46 + nameBytes),
      method: list.readUInt16LE(at + 10),
      packedBytes: list.readUInt32LE(at + 20),
      headerAt: list.readUInt32LE(at + 42),
    })
    at += 46 + nameBytes + extraBytes + commentBytes
  }
  return entries
}

async function bytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  if (bytesRead !== length) throw new Error(`Expected ${length} bytes at ${position}, got ${bytesRead}`)
  return buffer
}
