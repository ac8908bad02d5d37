import { once } from 'node:events'
import { duplexPair, type Duplex } from 'node:stream'
import { createDeflate, constants } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { SpdyConnection, type SpdyStream } from './connection.ts'
import { dictionary } from './dictionary.ts'
import { controlFrame, dataFrame, frameTypes } from './frames.ts'
import { HeaderWriter } from './headers.ts'

interface Opened {
  readonly client: Duplex
  readonly streams: SpdyStream[]
  readonly closed: Promise<unknown>
}

function open(): Opened {
  const [client, server] = duplexPair()
  const streams: SpdyStream[] = []
  const closed = new Promise<void>((resolve) => {
    new SpdyConnection(server, { onStream: (stream) => streams.push(stream), onClose: resolve })
  })
  client.on('error', () => undefined)
  return { client, streams, closed }
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const begin = (id: number, block: Buffer) => controlFrame(frameTypes.synStream, Buffer.concat([number32(id), Buffer.alloc(6), block]))

describe('SpdyConnection', () => {
  it('opens streams by headers of any kind, and carries bytes both ways', async () => {
    const { client, streams } = open()
    const writer = new HeaderWriter()
    const answered = once(client, 'data')
    client.write(begin(1, writer.write({ streamType: 'data', port: '9080' })))
    const [reply] = await answered
    expect(reply.readUInt16BE(2)).toBe(frameTypes.synReply)
    const [stream] = streams
    if (!stream) throw new Error('no stream')
    expect(stream.headers).toEqual({ streamtype: 'data', port: '9080' })
    let read = ''
    stream.on('data', (data: Buffer) => { read += data.toString() })
    const ended = once(stream, 'end')
    client.write(Buffer.concat([dataFrame(1, Buffer.from('to ')), dataFrame(1, Buffer.from('you'), true)]))
    await ended
    expect(read).toBe('to you')
    const back = once(client, 'data')
    stream.write('and back')
    expect((await back)[0]).toEqual(dataFrame(1, Buffer.from('and back')))
    client.destroy()
  })

  it('takes frames in pieces of any size', async () => {
    const { client, streams } = open()
    const writer = new HeaderWriter()
    const bytes = Buffer.concat([begin(1, writer.write({ a: '1' })), begin(3, writer.write({ b: '2' })), dataFrame(3, Buffer.from('x'), true)])
    client.resume()
    for (const byte of bytes) client.write(Buffer.from([byte]))
    await expect.poll(() => streams.map(({ headers }) => headers)).toEqual([{ a: '1' }, { b: '2' }])
    expect(Buffer.concat(await (streams[1]?.toArray() ?? [])).toString()).toBe('x')
    client.destroy()
  })

  it('answers pings', async () => {
    const { client } = open()
    client.write(controlFrame(frameTypes.ping, number32(7)))
    expect((await once(client, 'data'))[0]).toEqual(controlFrame(frameTypes.ping, number32(7)))
    client.destroy()
  })

  it('makes a client wait whose bytes nobody reads', async () => {
    const { client, streams } = open()
    client.write(begin(1, new HeaderWriter().write({})))
    await once(client, 'data')
    let written = 0
    let room = true
    for (; room && written < 1000; written += 1) room = client.write(dataFrame(1, Buffer.alloc(32_768)))
    expect(room).toBe(false)
    streams[0]?.resume()
    await once(client, 'drain')
    client.destroy()
  })

  it('refuses a stream too many, and a number twice', async () => {
    const { client, streams } = open()
    const writer = new HeaderWriter()
    client.resume()
    for (let at = 0; at < 514; at += 1) client.write(begin(2 * at + 1, writer.write({})))
    client.write(begin(1, writer.write({})))
    client.write(controlFrame(frameTypes.ping, number32(1)))
    await expect.poll(() => streams.length).toBe(512)
    client.destroy()
  })

  it.each<[what: string, bytes: () => Buffer | Promise<Buffer>]>([
    ['what is no SPDY', () => Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(9))],
    ['a frame that is too long', () => Buffer.concat([number32(1), Buffer.from([0, 0xff, 0xff, 0xff])])],
    ['headers that are not packed', () => begin(1, Buffer.from('not zlib at all'))],
    ['headers that promise more than they hold', () => begin(1, packed(Buffer.concat([number32(3), number32(5), Buffer.from('abc')])))],
    ['too many headers', () => begin(1, packed(number32(100_000)))],
    ['a frame without its number', () => controlFrame(frameTypes.synStream, Buffer.alloc(2))],
    ['an answer to nothing', () => controlFrame(frameTypes.synReply, number32(1))],
    ['headers that unpack to megabytes', () => bomb()],
  ])('ends a connection at %s', async (_what, bytes) => {
    const { client, closed } = open()
    client.resume()
    client.write(await bytes())
    client.end()
    await closed
  })

  it('tells the client of a stream that is cut off', async () => {
    const { client, streams } = open()
    client.write(begin(1, new HeaderWriter().write({})))
    await once(client, 'data')
    const told = once(client, 'data')
    streams[0]?.destroy()
    expect((await told)[0]).toEqual(dataFrame(1, Buffer.alloc(0), true))
    client.destroy()
  })

  it('ends streams with their connection', async () => {
    const { client, streams, closed } = open()
    client.write(begin(1, new HeaderWriter().write({})))
    await once(client, 'data')
    const ended = once(streams[0] ?? client, 'close')
    client.end()
    await Promise.all([ended, closed])
  })
})

/** A block as clients pack it, in stored form. */
function packed(plain: Buffer): Buffer {
  const length = Buffer.alloc(5)
  length.writeUInt16LE(plain.length, 1)
  length.writeUInt16LE(0xffff - plain.length, 3)
  return Buffer.concat([Buffer.from('78bbe3c6a7c2', 'hex'), length, plain, Buffer.from([0, 0, 0, 0xff, 0xff])])
}

async function bomb(): Promise<Buffer> {
  const deflate = createDeflate({ dictionary, finishFlush: constants.Z_SYNC_FLUSH })
  deflate.end(Buffer.concat([number32(1), number32(4_000_000), Buffer.alloc(4_000_000)]))
  return begin(1, Buffer.concat(await deflate.toArray()))
}
