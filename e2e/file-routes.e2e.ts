import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { climbingPaths, secrets } from './path-encodings.ts'
import { startPlayer } from './player.ts'
import { rawRequest } from './raw-http.ts'
import { visit } from './visitor.ts'

/** Every place that takes a name of a file, and what stands before it. */
const routes = ['/learn/lab/files/', '/learn/lab/files/lab/assets/', '/learn/', '/_next/static/', '/_next/static/chunks/', '/schema/', '/playback/', '/icon.svg/', '/', '/_next/image?url=']

let root: string
let player: Awaited<ReturnType<typeof startPlayer>>

test.beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'rehearsal-files-'))
  writeScenario(join(root, 'scenarios', 'lab'))
  player = await startPlayer({ scenarios: join(root, 'scenarios') })
})

test.afterAll(async () => {
  await player.stop()
  rmSync(root, { recursive: true })
})

test('W10: no way of writing a path leads out of what is served', async () => {
  test.setTimeout(240_000)
  const paths = climbingPaths()
  expect(paths.length).toBeGreaterThan(300)
  const { host } = new URL(player.url)
  const leaks: string[] = []
  const statuses = new Map<number, number>()
  const jobs = routes.flatMap((route) => paths.map((path) => route + path))
  await Promise.all(Array.from({ length: 16 }, async () => {
    for (let path = jobs.pop(); path !== undefined; path = jobs.pop()) {
      // What is not of one byte goes as UTF-8, as a careless client sends it.
      const bytes = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: */*\r\nConnection: close\r\n\r\n`).toString('utf8')
      const { status, body } = await rawRequest(player.url, bytes, { timeoutMs: 30_000, stay: true })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (secrets.some(([, proof]) => proof.test(body))) leaks.push(path)
    }
  }))
  console.log(Object.fromEntries(statuses))
  expect(leaks).toEqual([])
  expect([...statuses.keys()].filter((status) => status < 200 || status >= 500)).toEqual([])
  expect(player.output()).not.toMatch(/unhandled|uncaught|starting .* again/i)
})

test('W10: of a scenario pictures and assets are given out, as data, and nothing else', async ({ request }) => {
  const get = (path: string) => request.get(`${player.url}/learn/lab/files/${path}`)
  const drawing = await get('lab/assets/drawing.svg')
  expect(await drawing.text()).toContain('<script>')
  expect(drawing.headers()['content-security-policy']).toMatch(/default-src 'none'.*sandbox/)
  expect(drawing.headers()['x-content-type-options']).toBe('nosniff')
  const page = await get('lab/assets/page.html')
  expect(page.headers()).toMatchObject({ 'content-disposition': 'attachment', 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff' })
  expect(page.headers()['content-security-policy']).toContain('sandbox')
  for (const path of ['lab/verify.sh', 'lab/index.json', 'lab/step.md', 'lab/assets/link', 'lab/assets/link.png', 'lab/assets/folder/shadow', 'lab/assets/pipe', 'lab/assets/huge', 'lab/assets', '']) {
    expect((await get(path)).status(), path).toBe(404)
  }
})

test('W10: a drawing opened by itself runs nothing with our address', async ({ page }) => {
  const messages: string[] = []
  page.on('console', (message) => messages.push(message.text()))
  await page.goto(`${player.url}/learn/lab/files/lab/assets/drawing.svg`)
  await expect(page.locator('rect')).toBeVisible()
  expect(messages.filter((text) => text === 'ran')).toEqual([])
  expect(messages.join()).toMatch(/Content Security Policy|sandboxed/)
})

test('W10: what the socket gives out stays within a session', async () => {
  const visitor = await visit(player.url)
  const joined = await visitor.ask('session:join', { scenario: 'lab' })
  expect(joined?.ok).toBe(true)
  for (const path of climbingPaths().filter((_, at) => at % 7 === 0).map((path) => path.slice(0, 4000))) {
    for (const event of ['recording:read', 'transcript:read']) expect(await visitor.ask(event, { terminal: path, at: 0 }), path).toMatchObject({ ok: false })
    expect(await visitor.ask('session:join', { scenario: path.slice(0, 300) }), path).toMatchObject({ ok: false })
  }
  await visitor.ask('session:end', {})
  visitor.close()
})

function writeScenario(folder: string): void {
  mkdirSync(join(folder, 'assets'), { recursive: true })
  const put = (name: string, text: string): void => writeFileSync(join(folder, name), text)
  put('index.json', JSON.stringify({ title: 'Files', details: { steps: [{ title: 'One', text: 'step.md', verify: 'verify.sh' }] }, backend: { imageid: 'ubuntu' } }))
  put('step.md', 'Nothing.')
  put('verify.sh', 'true')
  put('assets/drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/><script>console.log("ran")</script></svg>')
  put('assets/page.html', '<script>alert(1)</script>')
  symlinkSync('/etc/passwd', join(folder, 'assets/link'))
  symlinkSync('/etc/passwd', join(folder, 'assets/link.png'))
  symlinkSync('/etc', join(folder, 'assets/folder'))
  execFileSync('mkfifo', [join(folder, 'assets/pipe')])
  put('assets/huge', '')
  truncateSync(join(folder, 'assets/huge'), 2 ** 30)
  linkSync(join(folder, 'step.md'), join(folder, 'assets/hard-link.md'))
}
