import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { withChromium } from '../bench/lib/chromium.mjs'
import { withPlayer } from '../bench/lib/player.mjs'
import { root } from './lib/run.mjs'

/**
 * Makes the pictures of the documents from the running product: the canary lab after its second command, half of the traffic
 * on v3. Takes about four minutes, because the graphs must have something to show. Usage: node scripts/screenshots.mjs
 */
const folder = join(root, 'docs', 'images')
const before = 60_000
const after = 75_000

mkdirSync(folder, { recursive: true })
await withPlayer({ scenarios: 'scenarios' }, (address) => withChromium(async (browser) => {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, colorScheme: 'light' })
  // Pages above the terminals: command and graph in one picture.
  await context.addCookies([{ name: 'rehearsal_stacked', value: '1', url: `${address}/learn/` }, { name: 'rehearsal_split', value: '36', url: `${address}/learn/` }])
  const page = await context.newPage()
  await page.goto(`${address}/learn/istio-canary/1`)
  await page.getByRole('tab', { name: 'Grafana' }).click()
  await runBlocks(page)
  await page.waitForTimeout(before)
  await next(page, 'Remove the test routes')
  await runBlocks(page)
  await next(page, 'Half of the users')
  // The second one prints more than the terminal shows here.
  await runBlocks(page, 1)
  await page.waitForTimeout(after)
  const grafana = page.frameLocator('iframe[title="Grafana"]')
  await grafana.locator('[data-service="reviews.istio-system.svc.cluster.local"]').evaluate((row) => row.scrollIntoView({ block: 'start' }))
  await page.mouse.move(0, 0)
  await page.waitForTimeout(1_000)
  await page.screenshot({ path: join(folder, 'workspace.png') })
}))

/** Clicks the commands of the page, or the first of them, and waits for each to end. */
async function runBlocks(page, most = 99) {
  for (const block of (await page.getByRole('button', { name: /^Run in terminal:/ }).all()).slice(0, most)) {
    await block.click()
    await page.locator('[data-status="running"]').waitFor({ state: 'detached', timeout: 60_000 })
  }
}

async function next(page, title) {
  await page.getByRole('link', { name: /^Next/ }).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}
