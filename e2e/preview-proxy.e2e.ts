import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { expect, type Page } from '@playwright/test'
import { pidsOf } from './player-processes.ts'
import { testWithPlayer } from './player.ts'
import { previewRequest } from './preview-request.ts'
import { rawRequest } from './raw-http.ts'

const test = testWithPlayer({ scenarios: 'e2e/scenarios' })

/** A server of the machine that no learner's page may be used to reach. */
let inner: Server
let asked: string[]

test.beforeAll(async () => {
  asked = []
  inner = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end('inner')
  })
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve))
})

test.afterAll(async () => {
  inner.closeAllConnections()
  await new Promise((resolve) => inner.close(resolve))
})

test.afterEach(async ({ page }) => {
  await page.locator('.xterm-helper-textarea').first().focus()
  await page.keyboard.press('Control+C')
  await expect(page.getByRole('button', { name: /^Run in terminal:/ })).not.toHaveAttribute('data-status', 'running')
})

test('W5: a page of a learner is no way to anything else', async ({ page, player }) => {
  const { address, host } = await serveOwnPage(page, player.url)
  // A listening server has an address with a port.
  const { port } = inner.address() as AddressInfo
  const ask = (bytes: string) => rawRequest(player.url, bytes, { stay: true, timeoutMs: 5_000 })
  // That the way is open at all.
  expect((await ask(`GET /echo HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).body).toContain('GET /echo')

  const attempts: readonly (readonly [string, string])[] = [
    ['an absolute URI', `GET http://127.0.0.1:${port}/inner HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`],
    ['an absolute URI and another host', `GET http://${host}/echo HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`],
    ['two slashes', `GET //127.0.0.1:${port}/inner HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`],
    ['a user in the path', `GET @127.0.0.1:${port}/inner HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`],
    ['a tunnel', `CONNECT 127.0.0.1:${port} HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
    ['two hosts', `GET /inner HTTP/1.1\r\nHost: ${host}\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`],
    ['headers of proxies', `GET /echo HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-Host: 127.0.0.1:${port}\r\nForwarded: host=127.0.0.1:${port}\r\nX-Original-URL: http://127.0.0.1:${port}/\r\nX-Rewrite-URL: /inner\r\nConnection: close\r\n\r\n`],
    ['a name in front of a port', `GET /inner HTTP/1.1\r\nHost: 127.0.0.1:${port}.${host}\r\nConnection: close\r\n\r\n`],
    ['a port with a sign', `GET /inner HTTP/1.1\r\nHost: ${host.replace('-8091', `-${port}@127.0.0.1`)}\r\nConnection: close\r\n\r\n`],
    ['a line break', `GET /echo%0d%0aHost:%20127.0.0.1:${port}%0d%0a HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`],
    ['two lengths', `POST /echo HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
    ['two lengths that differ', `POST /echo HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
    ['a length written oddly', `POST /echo HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\nabcGET /smuggled HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  ]
  for (const [name, bytes] of attempts) {
    const { head, body } = await ask(bytes)
    expect(body, name).not.toMatch(/inner|smuggled/)
    expect(head, name).not.toMatch(/^Host:/m)
  }
  expect(asked).toEqual([])
  for (const forbidden of [`${address}echo`.replace('-8091', '-0'), `${address}echo`.replace('-8091', '-65536'), `${address}echo`.replace('-8091', `-8091-${port}`)]) {
    expect((await previewRequest(forbidden)).status, forbidden).toBeGreaterThanOrEqual(400)
  }
})

test('W5: answers that are large, slow or never come cost others nothing', async ({ page, player }) => {
  // One port of this machine: the page of the test before this one must have gone.
  const { host } = await serveOwnPage(page, player.url)
  const before = memory()
  const greedy = Array.from({ length: 8 }, () => open(player.url, `GET /big HTTP/1.1\r\nHost: ${host}\r\n\r\n`))
  const waiting = Array.from({ length: 40 }, () => open(player.url, `GET /never HTTP/1.1\r\nHost: ${host}\r\n\r\n`))
  try {
    await expect.poll(() => greedy.every((socket) => socket.bytesRead > 0)).toBe(true)
    // They take no more, and what they do not take must not pile up here: eight gigabytes would.
    for (const socket of greedy) socket.pause()
    await page.goto(player.url)
    await expect(page.getByRole('link', { name: /A page of one.s own/ })).toBeVisible()
    await page.goto(`${player.url}/learn/own-page/1`)
    await expect(page.getByRole('tab', { name: 'Terminal 1' })).toBeVisible()
    expect(memory() - before).toBeLessThan(150)
  } finally {
    for (const socket of [...greedy, ...waiting]) socket.destroy()
  }
  // A place for the next one is there again.
  await expect.poll(async () => (await rawRequest(player.url, `GET /echo HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, { stay: true })).body).toContain('GET /echo')
})

async function serveOwnPage(page: Page, url: string): Promise<{ readonly address: string; readonly host: string }> {
  await page.goto(`${url}/learn/own-page/1`)
  const run = page.getByRole('button', { name: /^Run in terminal:/ })
  if (!/running/.test(await run.getAttribute('data-status') ?? '')) await run.click()
  const link = page.getByRole('link', { name: /^here/ })
  await expect(link).toHaveAttribute('href', /-8091\./)
  const address = (await link.getAttribute('href')) ?? ''
  await expect.poll(async () => (await previewRequest(`${address}echo`)).body).toContain('GET /echo')
  return { address, host: new URL(address).host }
}

function open(url: string, bytes: string): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => undefined) // Being cut off is one of the answers.
  socket.on('data', () => undefined)
  socket.write(bytes)
  return socket
}

/** Of the web and the host process together, in MiB. */
function memory(): number {
  const pids = [...pidsOf('web'), ...pidsOf('host')]
  return pids.reduce((sum, pid) => sum + Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024, 0)
}
