import { expect, type Page } from '@playwright/test'
import { testWithPlayer } from './player.ts'
import { previewRequest } from './preview-request.ts'

const test = testWithPlayer({ scenarios: 'e2e/scenarios' })

test('W4: a page that a learner serves reaches nothing of ours', async ({ page, player, context }) => {
  await page.goto(`${player.url}/learn/own-page/1`)
  const link = page.getByRole('link', { name: /^here/ })
  const run = page.getByRole('button', { name: /^Run in terminal:/ })
  await run.click()
  await expect(run).toHaveAttribute('data-status', /running|done/)
  const address = (await link.getAttribute('href')) ?? ''
  expect(new URL(address).host).not.toBe(new URL(player.url).host)
  const before = await ownCookie(page, player.url)

  const theirs = await context.newPage()
  await expect(async () => {
    await theirs.goto(address)
    await expect(theirs.getByRole('heading', { name: 'Mine' })).toBeVisible({ timeout: 1000 })
  }).toPass()

  await test.step('it gets no cookie of ours, by script or by request', async () => {
    await theirs.goto(`${address}headers`)
    const headers = JSON.parse(await theirs.locator('body').innerText())
    expect(JSON.stringify(headers.cookie ?? '')).not.toContain(before)
    expect(headers.authorization).toBeUndefined()
    expect(await theirs.evaluate(() => document.cookie)).not.toContain(before)
  })

  await test.step('it can set no cookie for us', async () => {
    expect(await ownCookie(page, player.url)).toBe(before)
    await page.reload()
    expect(await ownCookie(page, player.url)).toBe(before)
  })

  await test.step('it can neither read our pages nor write to us', async () => {
    await theirs.goto(address)
    const read = await theirs.evaluate(async (url) => fetch(url, { credentials: 'include' }).then((response) => response.text(), () => 'refused'), player.url)
    expect(read).toBe('refused')
    const sent = await theirs.evaluate(async (url) => fetch(`${url}/sign-out`, { method: 'POST', mode: 'no-cors', credentials: 'include' }).then(() => 'sent', () => 'refused'), player.url)
    expect(['sent', 'refused']).toContain(sent)
    await page.reload()
    expect(await ownCookie(page, player.url)).toBe(before)
  })

  await test.step('it cannot open our socket', async () => {
    const socket = await theirs.evaluate((url) => new Promise<string>((resolve) => {
      const opened = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
      opened.onopen = () => resolve('open')
      opened.onerror = () => resolve('refused')
    }), player.url)
    expect(socket).toBe('refused')
  })

  await test.step('it cannot put our pages into a frame', async () => {
    await theirs.evaluate((url) => {
      const frame = document.createElement('iframe')
      frame.src = url
      document.body.append(frame)
    }, player.url)
    await expect.poll(() => theirs.frames().map((frame) => frame.url())).toContainEqual(expect.stringMatching(/^chrome-error:/))
  })

  await test.step('a redirect of it is handed on, not followed by us', async () => {
    expect((await previewRequest(`${address}elsewhere`)).status).toBe(302)
  })

  await test.step('nobody reaches it under another id', async () => {
    const other = address.replace(/[0-9a-f]{32}/, 'f'.repeat(32))
    expect(other).not.toBe(address)
    expect((await previewRequest(other)).status).toBeGreaterThanOrEqual(400)
  })
})

/** The value of our cookie as the browser would send it. */
async function ownCookie(page: Page, url: string): Promise<string> {
  const cookies = await page.context().cookies(url)
  const own = cookies.filter(({ name }) => name === 'rehearsal')
  expect(own).toHaveLength(1)
  return own[0]?.value ?? ''
}
