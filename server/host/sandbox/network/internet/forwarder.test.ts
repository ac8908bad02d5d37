import { createSocket, type Socket } from 'node:dgram'
import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { openForwarder, parseServer } from './forwarder.ts'

const question = Buffer.from([0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 97, 0, 0, 1, 0, 1])
const answer = Buffer.from([0x12, 0x34, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0])
const open: (Socket | Server)[] = []

afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

async function udpServer(answers: readonly Buffer[]): Promise<string> {
  const socket = createSocket('udp4')
  open.push(socket)
  socket.on('message', (_, { port }) => {
    for (const message of answers) socket.send(message, port, '127.0.0.1')
  })
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve)
  })
  return `127.0.0.1:${socket.address().port}`
}

async function tcpServer(bytes: Buffer): Promise<string> {
  const server = createServer((socket) => {
    // In two pieces, as the net may deliver it.
    socket.once('data', () => socket.write(bytes.subarray(0, 5), () => socket.end(bytes.subarray(5))))
    socket.on('error', () => socket.destroy())
  })
  open.push(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return `127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`
}

describe('asking for names', () => {
  it('passes on the answer to its question, not another', async () => {
    const other = Buffer.from([0x99, 0x99, ...answer.subarray(2)])
    expect(await openForwarder([await udpServer([other, answer])]).ask(question, 'udp')).toEqual(answer)
  })

  it('reads a message that comes in pieces over TCP', async () => {
    expect(await openForwarder([await tcpServer(Buffer.from([0, answer.length, ...answer]))]).ask(question, 'tcp')).toEqual(answer)
  })

  it('goes on to the next when one is not there', async () => {
    const gone = await tcpServer(Buffer.alloc(6))
    open.pop()?.close()
    const there = await tcpServer(Buffer.from([0, answer.length, ...answer]))
    expect(await openForwarder([gone, there]).ask(question, 'tcp')).toEqual(answer)
  })

  it('says nothing to what is no question, and when there is nobody to ask', async () => {
    expect(await openForwarder([]).ask(question, 'udp')).toBeUndefined()
    expect(await openForwarder(['127.0.0.1:1']).ask(Buffer.alloc(3), 'udp')).toBeUndefined()
  })

  it('asks for so many at once and no more', async () => {
    const forwarder = openForwarder([await udpServer([answer])])
    const all = await Promise.all(Array.from({ length: 40 }, () => forwarder.ask(question, 'udp')))
    expect(all.filter((found) => found !== undefined)).toHaveLength(32)
    expect(await forwarder.ask(question, 'udp')).toEqual(answer)
  })
})

describe('places of name servers', () => {
  it.each([
    ['1.1.1.1', '1.1.1.1', 53],
    ['1.1.1.1:5353', '1.1.1.1', 5353],
    ['2606:4700::1111', '2606:4700::1111', 53],
    ['[2606:4700::1111]', '2606:4700::1111', 53],
    ['[2606:4700::1111]:5353', '2606:4700::1111', 5353],
  ])('%s', (text, host, port) => {
    expect(parseServer(text)).toEqual({ host, port })
  })
})
