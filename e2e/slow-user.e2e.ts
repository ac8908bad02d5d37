import { expect, type FrameLocator, type Page } from '@playwright/test'
import { testOnQuietPage } from './quiet-page.ts'
import { next, runEveryBlock } from './walk.ts'

const test = testOnQuietPage({ scenarios: 'scenarios' })

test('the lab about one slow user, by clicking alone', async ({ page, player }) => {
  test.setTimeout(180_000)
  await page.goto(player.url)
  await page.getByRole('link', { name: /slow for one user/ }).click()
  await page.getByRole('link', { name: 'Start scenario' }).or(page.getByRole('button', { name: 'Start scenario' })).click()

  await test.step('the page is broken for jason alone', async () => {
    await runEveryBlock(page)
    const shop = await tab(page, 'Bookinfo')
    await expect(shop.getByRole('heading', { name: 'Book Reviews' })).toBeVisible()
    await expect(shop.getByText('Error fetching product reviews!')).toBeHidden()
    await shop.getByRole('button', { name: 'Sign in' }).first().click()
    await shop.getByLabel('User Name').fill('jason')
    await shop.getByLabel('Password').fill('x')
    await shop.getByRole('button', { name: 'Sign in' }).last().click()
    await expect(shop.getByText('Error fetching product reviews!')).toBeVisible()
  })

  await test.step('Jaeger shows the two timeouts and the rule', async () => {
    await next(page, 'Follow one request')
    const jaeger = await tab(page, 'Jaeger')
    await jaeger.getByRole('combobox', { name: /^Service/ }).selectOption('istio-ingress')
    await jaeger.getByRole('textbox', { name: 'Min Duration' }).fill('5s')
    const trace = jaeger.getByRole('listitem').getByRole('link', { name: /^istio-ingress: productpage-default/ }).first()
    // The delayed calls go on for some seconds after the page is there, and proxies send what they noted once a second.
    await expect(async () => {
      await jaeger.getByRole('button', { name: 'Find Traces' }).click()
      await expect(trace).toContainText('12 Spans', { timeout: 2_000 })
    }).toPass({ timeout: 60_000 })
    await trace.click()
    await expect(jaeger.getByRole('button', { name: 'reviews ratings-test-delay', exact: true })).toHaveCount(2)
  })

  await test.step('without the rule he has his reviews', async () => {
    await next(page, 'Find the rule')
    const check = page.getByRole('button', { name: /^Check/ })
    await check.click()
    await expect(page.getByText('still there')).toBeVisible()
    await runEveryBlock(page)
    await check.click()
    await expect(page.getByText('still there')).toBeHidden()
    await next(page, 'What you learned')
    const shop = await tab(page, 'Bookinfo')
    await page.getByRole('button', { name: /^Reload/ }).click()
    await expect(shop.getByText('Error fetching product reviews!')).toBeHidden()
    await expect(shop.locator('font[color="black"]').first()).toBeVisible()
  })
})

async function tab(page: Page, name: string): Promise<FrameLocator> {
  await page.getByRole('tab', { name }).click()
  return page.frameLocator(`iframe[title="${name}"]`)
}
