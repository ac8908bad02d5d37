import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'engine.io'
import { afterAll, beforeAll, expect, it } from 'vitest'
import WebSocket from 'ws'
import { sendFrame } from './send-frame.ts'

const http = createServer()
const engine = new Server({ transports: ['websocket'], perMessageDeflate: false })
let client: WebSocket
let conn: Parameters<typeof sendFrame>[0]
const received: Buffer[] = []

beforeAll(async () => {
  http.on('upgrade', (request, socket, head) => engine.handleUpgrade(request as Parameters<Server['handleUpgrade']>[0], socket, head))
  await new Promise<void>((resolve) => { http.listen(0, '127.0.0.1', resolve) })
  const connected = new Promise<typeof conn>((resolve) => { engine.once('connection', resolve) })
  client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/engine.io/?EIO=4&transport=websocket`)
  client.on('message', (data: Buffer, isBinary) => { if (isBinary) received.push(data) })
  conn = await connected
})
afterAll(() => {
  client.terminate()
  engine.close()
  http.close()
})

const sizes = [0, 1, 125, 126, 127, 255, 256, 65_535, 65_536, 70_000]

it('sends frames of every length, between the packets of engine.io', async () => {
  const memory = sizes.map((size) => Buffer.alloc(size + 9, size % 251))
  for (const whole of memory) {
    expect(sendFrame(conn, whole.subarray(9), 1024 * 1024)).not.toBe('too-much')
    // Nothing but the four bytes in front of it is touched.
    expect(whole.subarray(0, 5)).toEqual(Buffer.alloc(5, (whole.length - 9) % 251))
  }
  conn.write('text')
  await new Promise((resolve) => { client.on('message', (data: Buffer, isBinary) => { if (!isBinary && data.toString() === '4text') resolve(undefined) }) })
  expect(received.map(({ length }) => length)).toEqual(sizes)
  for (const [at, size] of sizes.entries()) expect(received[at]?.equals(Buffer.alloc(size, size % 251)), `${size} bytes`).toBe(true)
})

it('refuses what comes behind too much that waits', () => {
  expect(sendFrame(conn, Buffer.alloc(13).subarray(9), -1)).toBe('too-much')
})
