import { expect, type FrameLocator, type Page } from '@playwright/test'
import { testWithPlayer } from './player.ts'
import { previewRequest } from './preview-request.ts'
import { next, runEveryBlock } from './walk.ts'

const test = testWithPlayer({ scenarios: 'scenarios' })

const pageLoads = 200

test('the canary lab, by clicking alone', async ({ page, player }) => {
  test.setTimeout(300_000)
  await page.goto(player.url)
  await page.getByRole('link', { name: /Release a new version/ }).click()
  await page.getByRole('button', { name: 'Start scenario' }).or(page.getByRole('link', { name: 'Start scenario' })).click()

  await test.step('look around: everything is on v1', async () => {
    await runEveryBlock(page)
    expect(await countStars(page)).toEqual({ none: pageLoads, black: 0, red: 0 })
  })

  await test.step('remove the test routes', async () => {
    await next(page, 'Remove the test routes')
    await runEveryBlock(page)
  })

  await test.step('half of the users get v3', async () => {
    await next(page, 'Half of the users')
    await runEveryBlock(page)
    const stars = await countStars(page)
    expect(stars.black).toBe(0)
    expect(stars.red).toBeGreaterThanOrEqual(70)
    expect(stars.red).toBeLessThanOrEqual(130)
    expect(stars.none).toBe(pageLoads - stars.red)
    await grafanaShows(page, { v1: 'traffic', v3: 'traffic' })
  })

  await test.step('a click on a legend entry isolates its series', async () => {
    const panel = reviewsPanel(grafana(page))
    const v1 = panel.getByRole('button', { name: /productpage.istio-system-v1 -> v1 : 200/ })
    const v3 = panel.getByRole('button', { name: /productpage.istio-system-v1 -> v3 : 200/ })
    await v3.click()
    await expect(v3).toHaveAttribute('aria-pressed', 'true')
    await expect(v1).toHaveAttribute('aria-pressed', 'false')
    await v3.click()
    await expect(v1).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('all of the users get v3', async () => {
    await next(page, 'All of the users')
    await runEveryBlock(page)
    expect(await countStars(page)).toEqual({ none: 0, black: 0, red: pageLoads })
    await grafanaShows(page, { v1: 'none', v3: 'traffic' })
  })

  await test.step('the end', async () => {
    await next(page, 'What you learned')
  })
})

/** Loads the shop's page many times, as its visitors do, and counts the colours of its stars. */
async function countStars(page: Page): Promise<{ none: number; black: number; red: number }> {
  const address = await page.getByRole('tab', { name: 'Bookinfo' }).getAttribute('data-href')
  const stars = { none: 0, black: 0, red: 0 }
  for (let load = 0; load < pageLoads; load += 1) {
    const { body: html } = await previewRequest(address ?? '')
    if (html.includes('<font color="red">')) stars.red += 1
    else if (html.includes('<font color="black">')) stars.black += 1
    else stars.none += 1
  }
  return stars
}

function grafana(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Grafana"]')
}

function reviewsPanel(frame: FrameLocator) {
  return frame.locator('[data-service="reviews.istio-system.svc.cluster.local"] [data-panel="Requests by Source, Version, and Response Code"]')
}

/** Waits until the panel of reviews shows what is expected of v1 and v3, with v2 at 0 or absent. */
async function grafanaShows(page: Page, expected: Record<'v1' | 'v3', 'traffic' | 'none'>): Promise<void> {
  await page.getByRole('tab', { name: 'Grafana' }).click()
  const panel = reviewsPanel(grafana(page))
  for (const [version, traffic] of Object.entries(expected)) {
    const entry = panel.getByRole('button', { name: new RegExp(`-> ${version} : 200`) })
    await expect(entry).toHaveAttribute('data-value', traffic === 'none' ? /^0$/ : /^(?!0$)[0-9.]+$/, { timeout: 90_000 })
  }
  for (const entry of await panel.getByRole('button', { name: /-> v2 : 200/ }).all()) {
    await expect(entry).toHaveAttribute('data-value', '0')
  }
}
