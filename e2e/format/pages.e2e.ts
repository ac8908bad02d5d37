import { expect, type BrowserContext } from '@playwright/test'
import { next, open, run, screen, showTab, test } from './player.ts'

test.describe('pages', () => {
  test('pictures of the site, of the folders around and of the scenario', async ({ page, player }) => {
    await open(page, player.url, 'site-pictures/1')
    for (const name of ['From the site', 'From below', 'Its own', 'As HTML']) {
      const picture = page.getByRole('img', { name })
      await picture.scrollIntoViewIfNeeded()
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40)
    }
    await expect(page.getByRole('img', { name: 'Lost' })).toHaveText('Lost')
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
  })

  test('empty scripts do nothing', async ({ page, player }) => {
    await open(page, player.url, 'empty-background')
    await page.getByText('Start scenario').click()
    await run(page, 'echo here', 'here-2')
  })

  test('a check that prints “Not ready yet” and ends with 0 has not passed', async ({ page, player }) => {
    await open(page, player.url, 'not-ready-yet/1')
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(page.getByText('Not ready yet')).toBeVisible()
    await run(page, 'touch ready', 'touch ready')
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(page.getByText('The end.')).toBeVisible()
  })

  test('virtual hosts reach the program behind the port, from the browser and from the shell', async ({ page, player, context }) => {
    await open(page, player.url, 'virtual-host/1')
    await run(page, 'node server.mjs', 'listening')
    const shop = page.getByRole('link', { name: 'the shop' })
    await expect(shop).toHaveAttribute('href', /^http:\/\/shop-mesh\.[0-9a-f]+-47811\.localhost:\d+\/path\?q=1$/)
    const href = await shop.getAttribute('href') ?? ''
    expect(await textAt(context, href)).toBe(`host ${new URL(href).host} path /path?q=1`)
    const plain = page.getByRole('link', { name: /\/plain$/ })
    expect(await textAt(context, await plain.getAttribute('href') ?? '')).toContain('path /plain')
    await run(page, 'curl', `host ${new URL(href).host} path /from-shell`)
    await shop.click()
    await expect(page.frameLocator('iframe').getByText('path /path?q=1')).toBeVisible()
    await page.getByRole('link', { name: 'the ports' }).click()
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Port 47811' })).toBeVisible()
  })

  test('a dashboard whose port is written as text', async ({ page, player }) => {
    await open(page, player.url, 'string-port/1')
    await run(page, 'node server.mjs', 'listening')
    await showTab(page, 'My page')
    await expect(page.frameLocator('iframe').getByText('path /')).toBeVisible()
    await showTab(page, 'Elsewhere')
    await expect(page.getByRole('link', { name: 'Open Elsewhere' })).toHaveAttribute('href', 'https://example.org/')
    await showTab(page, /Terminal 1/)
    await page.getByRole('link', { name: 'the page' }).click()
    await expect(page.getByRole('tab', { name: 'My page' })).toHaveAttribute('aria-selected', 'true')
  })

  test('a step without a title is called by its number', async ({ page, player }) => {
    await open(page, player.url, 'untitled-step/1')
    await expect(page.getByRole('heading', { level: 1, name: 'Step 1' })).toBeVisible()
    await next(page)
    await expect(page.getByRole('heading', { level: 1, name: 'Step 2' })).toBeVisible()
  })

  test('a quiz of all four kinds gates its page', async ({ page, player }) => {
    await open(page, player.url, 'quiz/1')
    const question = (text: string) => page.getByRole('group', { name: text }).locator('xpath=..')
    const check = (text: string) => question(text).getByRole('button', { name: 'Check answer' }).click()
    const right = (text: string) => expect(question(text).getByText('Correct')).toBeVisible()
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(page.getByText('Answer the questions on this page first.')).toBeVisible()
    await question('exact string').getByLabel('Your answer').fill('tes')
    await check('exact string')
    await expect(question('exact string').getByText('Not quite')).toBeVisible()
    await question('exact string').getByLabel('Your answer').fill(' test ')
    await check('exact string')
    await right('exact string')
    await question('Name a colour').getByLabel('Your answer').fill('the white one')
    await check('Name a colour')
    await right('Name a colour')
    await question('Which are even').getByLabel('Two').check()
    await check('Which are even')
    await expect(question('Which are even').getByText('Not quite')).toBeVisible()
    await question('Which are even').getByLabel('4').check()
    await check('Which are even')
    await right('Which are even')
    await question('Which comes first').getByLabel('a').check()
    await check('Which comes first')
    await right('Which comes first')
    await next(page)
    await expect(page.getByText('Done.')).toBeVisible()
  })

  test('scripts run with assets in place, in front and behind, and leave a log', async ({ page, player }) => {
    await open(page, player.url, 'scripts')
    await expect(page).toHaveURL(/\/scripts\/1$/)
    await expect(screen(page)).toContainText('Welcome to the scripts')
    await expect(screen(page)).toContainText('in-bin-kept')
    await run(page, 'cat background.txt', /cat background.txt/)
    await showTab(page, 'server')
    await expect(screen(page)).toContainText(/server-2 on \d/)
    await showTab(page, 'Terminal 1')
    await next(page)
    await next(page)
    await expect(page.getByText('The end.')).toBeVisible()
    await page.getByRole('button', { name: 'Session' }).click()
    await page.getByRole('menuitem', { name: 'Log of background scripts' }).click()
    const log = page.getByRole('dialog')
    await expect(log).toContainText('a = 1')
    await expect(log).toContainText('background-said-this')
    await expect(log).toContainText('step-background')
  })

  test('checks by status and by “done”, with a reason, a hint and a solution', async ({ page, player }) => {
    await open(page, player.url, 'checks/1')
    await page.getByRole('button', { name: 'Check' }).click()
    await expect(page.getByText('There is no file made.')).toBeVisible()
    await page.getByText('Show hint').click()
    await expect(page.locator('strong', { hasText: 'touch' })).toBeVisible()
    await page.getByText('Show solution').click()
    await run(page, 'touch ~/made', 'touch ~/made')
    await page.getByRole('button', { name: 'Check' }).click()
    await expect(page.getByText('That is right.')).toBeVisible()
    await next(page)
    await page.getByRole('button', { name: 'Next' }).click()
    await expect(page.getByText('The end.')).toBeVisible()
  })

  test('HTML is shown where it is harmless, and words in angle brackets are words', async ({ page, player, context }) => {
    await context.route('https://example.org/**', (route) => route.fulfill({ body: 'elsewhere' }))
    await open(page, player.url, 'html/1')
    await expect(page.getByText('Replace <your-name> and <port>')).toBeVisible()
    await expect(page.locator('kbd')).toHaveText(['Ctrl', 'C'])
    await expect(page.getByRole('table')).toBeVisible()
    await expect(page.getByRole('checkbox')).toHaveCount(2)
    await expect(page.getByText('A block')).toHaveCSS('position', 'static')
    await expect(page.getByRole('link', { name: 'A film' })).toHaveAttribute('href', 'https://www.youtube.com/embed/abc')
    await expect(page.getByRole('link', { name: 'https://example.org/bare' })).toBeVisible()
    await expect(page.getByText('bad link')).toBeVisible()
    await expect(page.getByRole('link', { name: 'bad link' })).toHaveCount(0)
    await expect(page.getByRole('link', { name: 'another' })).toHaveAttribute('href', '/learn/quiz')
    await expect(page.getByRole('link', { name: 'check', exact: true })).toHaveCount(0)
    const file = await page.request.get(new URL(await page.getByRole('link', { name: 'file' }).getAttribute('href') ?? '', player.url).href)
    expect(await file.text()).toBe('notes\n')
    expect(file.headers()['content-disposition']).toBe('attachment')
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false)
    await page.getByRole('link', { name: 'next', exact: true }).click()
    await expect(page.getByText('Second.')).toBeVisible()
    for (const path of ['html/check.sh', 'html/index.json', '../../package.json', '%2e%2e/%2e%2e/package.json', 'html/assets/nothing.txt']) {
      expect((await page.request.get(`${player.url}/learn/html/files/${path}`)).status(), path).toBe(404)
    }
  })

  test('courses in their order, private ones unlisted, and other languages', async ({ page, player }) => {
    await page.goto(player.url)
    const course = page.getByRole('region', { name: 'The basics' })
    await expect(course.getByRole('article').getByRole('heading')).toHaveText(['1Second, by the course', '2First lesson', /Far away/])
    await expect(course.getByText('From the start.')).toBeVisible()
    await expect(page.getByRole('region', { name: 'More' }).getByRole('article').getByRole('heading')).toHaveText(['1Third lesson', '2Again the first'])
    await expect(page.getByText('Secret lesson')).toHaveCount(0)
    await expect(page.getByText('Unlisted lesson')).toHaveCount(0)
    await expect(page.getByText('Primera lección')).toHaveCount(0)
    await page.getByLabel('Language').selectOption({ label: 'Español' })
    await expect(page.getByRole('link', { name: 'Primera lección' })).toBeVisible()
    await page.goto(`${player.url}/learn/courses~basics~secret/1`)
    await expect(page.getByText('Three.')).toBeVisible()
  })

  test('a text without a terminal, until something needs one', async ({ page, player }) => {
    await open(page, player.url, 'layout-text/1')
    await expect(page.getByText('Only text.')).toBeVisible()
    await expect(page.getByRole('tab')).toHaveCount(0)
  })

  test('schemas for editors', async ({ page, player }) => {
    const response = await page.request.get(`${player.url}/schema/index.schema.json`)
    expect(response.headers()['content-type']).toContain('application/schema+json')
    expect(await response.json()).toHaveProperty('properties.details.properties.steps')
    expect((await page.request.get(`${player.url}/schema/other.json`)).status()).toBe(404)
  })
})

/** Text of a page of the learner's machine; the browser knows where `*.localhost` is, on every machine. */
async function textAt(context: BrowserContext, address: string): Promise<string> {
  const page = await context.newPage()
  await page.goto(address)
  const text = await page.locator('body').innerText()
  await page.close()
  return text.trim()
}
