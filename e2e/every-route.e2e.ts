import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page } from '@playwright/test'
import { testWithPlayer } from './player.ts'

const test = testWithPlayer({ scenarios: 'e2e/scenarios' })

const pages = ['/', '/learn/plain', '/learn/plain/1', '/learn/plain/99', '/learn/nowhere', '/learn/%00', '/nothing/here', '/playback', '/unlisted']
const others = ['/learn/plain/outline', '/learn/plain/files/plain/step.md', '/schema/index.schema.json', '/schema/none', '/healthz', '/icon.svg', '/socket.io/', '/sign-out', '/_next/static/none.js', '/_next/data/x.json']

test('W7: every route has headers that let a browser do the least', async ({ player, request }) => {
  for (const path of [...pages, ...others]) {
    const response = await request.get(player.url + path, { maxRedirects: 0 })
    const headers = response.headers()
    const about = `${path} ${response.status()} ${headers['content-type']}`
    expect(response.status(), about).toBeLessThan(500)
    if (/html/.test(headers['content-type'] ?? '')) {
      const policy = headers['content-security-policy'] ?? ''
      expect(policy, about).toMatch(/script-src 'nonce-[\w+/=]+' 'strict-dynamic'/)
      for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "form-action 'self'"]) expect(policy, about).toContain(part)
      expect(policy, about).not.toMatch(/script-src[^;]*('unsafe-inline'|'unsafe-eval'|https?:|\*)/)
      expect(headers, about).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' })
    } else if (response.status() < 300) {
      // Not a page: then it must not be taken for one.
      expect(headers['content-type'], about).toBeTruthy()
      if (!path.startsWith('/icon')) expect(headers['x-content-type-options'], about).toBe('nosniff')
    }
    expect(headers['x-powered-by'], about).toBeUndefined()
    if (headers['access-control-allow-origin']) expect(path).toMatch(/^\/schema\//)
  }
  // A nonce is good for one page.
  const nonces = await Promise.all([1, 2].map(async () => /nonce-([\w+/=]+)/.exec((await request.get(player.url)).headers()['content-security-policy'] ?? '')?.[1]))
  expect(nonces[0]).not.toBe(nonces[1])
})

test('W13: nothing but reading is answered without our own origin, on any route', async ({ player, request }) => {
  const own = new URL(player.url).origin
  for (const path of [...pages, ...others]) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
      for (const origin of [undefined, 'null', 'http://evil.example', own.replace('localhost', 'evil.localhost'), `${own}.evil.example`]) {
        const response = await request.fetch(player.url + path, { method, headers: origin ? { origin } : {}, maxRedirects: 0 })
        expect([403, 405], `${method} ${path} from ${origin}: ${response.status()}`).toContain(response.status())
      }
    }
  }
})

test.describe('a page of another site', () => {
  let server: Server
  let evil: string

  test.beforeAll(async () => {
    server = createServer((_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>evil</title><h1>evil</h1>'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    // A listening server has an address with a port. 127.0.0.1 is another site than localhost.
    evil = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })

  test.afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  test('W13: cannot put any page of ours into a frame', async ({ page, player }) => {
    await page.goto(evil)
    for (const path of pages) {
      const shown = await page.evaluate((url) => new Promise<string>((resolve) => {
        const frame = document.createElement('iframe')
        frame.onload = () => resolve('loaded')
        frame.src = url
        document.body.replaceChildren(frame)
      }), player.url + path)
      expect(shown).toBe('loaded')
      // What was loaded is the browser's own page about a frame that was refused.
      await expect.poll(() => page.frames().slice(1).map((frame) => frame.url()), path).toEqual([expect.stringMatching(/^chrome-error:/)])
    }
  })

  test('W1, W13: can neither open our socket nor sign anybody out nor hold on to a window of ours', async ({ page, player, context }) => {
    const ours = await context.newPage()
    await ours.goto(`${player.url}/learn/plain/1`)
    await expect(ours.getByRole('tab', { name: 'Terminal 1' })).toBeVisible()
    const before = await cookies(ours, player.url)
    await page.goto(evil)

    const socket = await page.evaluate((url) => new Promise<string>((resolve) => {
      const opened = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
      opened.onopen = () => resolve('open')
      opened.onerror = () => resolve('refused')
    }), player.url)
    expect(socket).toBe('refused')

    const sent = await page.evaluate((url) => fetch(`${url}/sign-out`, { method: 'POST', mode: 'no-cors', credentials: 'include' }).then(() => 'sent', () => 'failed'), player.url)
    expect(sent).toBe('sent')
    await page.evaluate((url) => {
      const form = document.createElement('form')
      form.method = 'post'
      form.action = `${url}/sign-out`
      document.body.append(form)
      form.submit()
    }, player.url)
    await expect(page.locator('body')).toContainText('This can only be sent from a page of this server.')
    expect(await cookies(ours, player.url)).toEqual(before)
    await ours.reload()
    await expect(ours.getByRole('tab', { name: 'Terminal 1' })).toBeVisible()

    await page.goto(evil)
    const [popup] = await Promise.all([context.waitForEvent('page'), page.evaluate((url) => void Object.assign(window, { held: window.open(url) }), player.url)])
    await expect(popup.getByRole('heading').first()).toBeVisible()
    expect(await popup.evaluate(() => window.opener === null)).toBe(true)
    // To the one who opened it, the window looks closed: they share no group of windows any more.
    await expect.poll(() => page.evaluate(() => (window as unknown as { readonly held: Window }).held.closed)).toBe(true)
  })
})

async function cookies(page: Page, url: string): Promise<readonly string[]> {
  return (await page.context().cookies(url)).map(({ name, value }) => `${name}=${value}`).toSorted()
}
