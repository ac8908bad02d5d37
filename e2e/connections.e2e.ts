import { connect, type Socket } from 'node:net'
import { expect } from '@playwright/test'
import { testWithPlayer } from './player.ts'
import { newCookie } from './visitor.ts'

const test = testWithPlayer({ scenarios: 'e2e/scenarios', env: { REHEARSAL_CONNECTIONS_PER_ADDRESS: '50' } })

test.skip(process.platform !== 'linux', 'only Linux answers on all of 127.0.0.0/8, which stand for several addresses here')

test('R6: addresses that open connections and say nothing are bounded, and nobody else notices', async ({ page, player }) => {
  const flood = Array.from({ length: 500 }, () => open(player.url, '127.0.0.2'))
  const sockets = await openSockets(player.url, 60)
  await expect.poll(() => flood.filter(({ closed }) => closed).length).toBeGreaterThanOrEqual(400)
  await test.step('an address has so many sockets and no more', async () => {
    await expect.poll(() => sockets.filter(({ received }) => received.includes(' 101 ')).length).toBe(50)
    await expect.poll(() => sockets.filter(({ received }) => / (400|403) /.test(received)).length).toBe(10)
  })
  await page.goto(`${player.url}/learn/plain/1`)
  await expect(page.getByRole('tab', { name: 'Terminal 1' })).toBeVisible()
  // What was let in has to say something within ten seconds, and a socket who is there, as socket.io does: it is said goodbye.
  await expect.poll(() => flood.filter(({ closed }) => !closed).length, { timeout: 60_000 }).toBe(0)
  await expect.poll(() => sockets.filter(({ received, closed }) => !closed && !received.includes(closeFrame)).length, { timeout: 60_000 }).toBe(0)
  for (const { socket } of sockets) socket.destroy()
})

/** Upgrades to our socket by somebody who then says nothing. */
async function openSockets(url: string, count: number): Promise<readonly Opened[]> {
  const cookie = await newCookie(url)
  const { host, origin } = new URL(url)
  const upgrade = ['GET /socket.io/?EIO=4&transport=websocket HTTP/1.1', `Host: ${host}`, `Origin: ${origin}`, `Cookie: ${cookie}`, 'Upgrade: websocket',
    'Connection: Upgrade', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='].join('\r\n')
  return Array.from({ length: count }, () => open(url, '127.0.0.3', `${upgrade}\r\n\r\n`))
}

/** First byte of the frame with which a WebSocket ends. */
const closeFrame = '\u0088'

interface Opened {
  readonly socket: Socket
  readonly closed: boolean
  readonly received: string
}

/** A bare connection from an address of its own. */
function open(url: string, from: string, text = ''): Opened {
  const state = { socket: connect({ port: Number(new URL(url).port), host: '127.0.0.1', localAddress: from }), closed: false, received: '' }
  state.socket.on('error', () => undefined) // A reset is what we wait for.
  state.socket.on('close', () => { state.closed = true })
  state.socket.on('data', (data) => { state.received += data.toString('latin1') })
  if (text) state.socket.write(text)
  return state
}
