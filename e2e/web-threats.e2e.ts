import { expect } from '@playwright/test'
import { testWithPlayer } from './player.ts'
import { rawRequest } from './raw-http.ts'
import { newCookie } from './visitor.ts'

const test = testWithPlayer({ scenarios: 'e2e/scenarios' })

test.describe('W1: the socket opens for our own pages only', () => {
  const origins: readonly (readonly [string, (own: string) => string | undefined])[] = [
    ['another site', () => 'http://evil.example'],
    ['our name as a prefix', (own) => `${own}.evil.example`],
    ['our name as a suffix', () => 'http://evillocalhost'],
    ['a subdomain', (own) => own.replace('localhost', 'x.localhost')],
    ['another scheme', (own) => own.replace('http:', 'https:')],
    ['another port', (own) => own.replace(/\d+$/, '1')],
    ['null', () => 'null'],
    ['none at all', () => undefined],
  ]
  for (const [name, originOf] of origins) {
    test(`not for ${name}`, async ({ player }) => {
      const own = new URL(player.url)
      const origin = originOf(own.origin)
      const answer = await rawRequest(player.url, upgrade(own.host, origin))
      expect([400, 403]).toContain(answer.status)
    })
  }

  test('but for somebody on a page of ours it does', async ({ player }) => {
    const own = new URL(player.url)
    expect((await rawRequest(player.url, upgrade(own.host, own.origin, await newCookie(player.url)), { stay: true, until: (received) => received.includes('\r\n\r\n') })).status).toBe(101)
  })

  test('and not without somebody', async ({ player }) => {
    const own = new URL(player.url)
    expect([400, 403]).toContain((await rawRequest(player.url, upgrade(own.host, own.origin))).status)
  })
})

test.describe('W2: a name that is not ours', () => {
  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '']) {
    test(`is refused: "${host}"`, async ({ player }) => {
      const answer = await rawRequest(player.url, `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
      expect([400, 403, 421]).toContain(answer.status)
    })

    test(`opens no socket: "${host}"`, async ({ player }) => {
      const cookie = await newCookie(player.url)
      for (const origin of [`http://${host}`, new URL(player.url).origin]) {
        expect([400, 403, 421]).toContain((await rawRequest(player.url, upgrade(host, origin, cookie))).status)
      }
    })
  }
})

test.describe('W5: what a preview address cannot be used for', () => {
  const id = 'a'.repeat(32)
  const requests: readonly (readonly [string, (host: string) => string])[] = [
    ['another server by an absolute URI', (host) => `GET http://127.0.0.1:22/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`],
    ['a tunnel', (host) => `CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`],
    ['two lengths', (host) => `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n`],
    ['two hosts', (host) => `GET / HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`],
    ['a line break in the path', (host) => `GET /%0d%0aX-Injected:%201 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`],
  ]
  for (const [name, bytes] of requests) {
    test(`${name}`, async ({ player }) => {
      const host = `${id}-80.localhost:${new URL(player.url).port}`
      const answer = await rawRequest(player.url, bytes(host))
      expect(answer.status === 0 || answer.status >= 400, `${answer.status} ${answer.body}`).toBe(true)
      expect(answer.head).not.toContain('X-Injected')
      expect(answer.body).not.toContain('SSH-')
    })
  }
})

test('W13: a form on another site changes nothing', async ({ player, request }) => {
  for (const origin of ['http://evil.example', 'null', undefined]) {
    const response = await request.post(`${player.url}/sign-out`, { headers: origin ? { origin } : {}, maxRedirects: 0 })
    expect(response.status()).toBe(403)
  }
})

test('W7: every page has a policy that lets only our own scripts run', async ({ page, player }) => {
  for (const path of ['/', '/learn/nowhere', '/nothing/here']) {
    const response = await page.request.get(player.url + path)
    const policy = response.headers()['content-security-policy'] ?? ''
    expect(policy, path).toMatch(/script-src 'nonce-[\w+/=]+' 'strict-dynamic'(;|$)/)
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"]) expect(policy, path).toContain(part)
    expect(response.headers()['x-content-type-options'], path).toBe('nosniff')
    expect(response.headers()['referrer-policy'], path).toBeTruthy()
  }
})

function upgrade(host: string, origin: string | undefined, cookie?: string): string {
  const lines = ['GET /socket.io/?EIO=4&transport=websocket HTTP/1.1', `Host: ${host}`, 'Upgrade: websocket', 'Connection: Upgrade',
    'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', ...(origin ? [`Origin: ${origin}`] : []), ...(cookie ? [`Cookie: ${cookie}`] : [])]
  return `${lines.join('\r\n')}\r\n\r\n`
}
