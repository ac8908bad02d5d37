import { expect, type Page, type Response } from '@playwright/test'
import { testOnQuietPage } from './quiet-page.ts'
import { atPrompt, openScenario, screenOf, type } from './terminal-page.ts'

const test = testOnQuietPage({ scenarios: 'e2e/scenarios/terminals' })

test('nothing jumps from the catalogue to the prompt and through the steps', async ({ page, player }) => {
  await page.addInitScript(() => {
    const shifts: string[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      // What moves because the learner clicked is no surprise to them; the type of the browser's own entry is not in TypeScript's library.
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean; sources: readonly { node: Node | null }[] })[]) {
        if (!entry.hadRecentInput) shifts.push(`${entry.value} ${entry.sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 200) : node?.textContent)).join('\n')}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(player.url)
  await page.getByRole('link', { name: 'At the shell' }).click()
  await page.getByRole('link', { name: 'Start scenario' }).click()
  await atPrompt(page)
  await page.getByRole('button', { name: 'Run in terminal: echo one' }).click()
  await expect(page.getByRole('button', { name: 'Run in terminal: echo one' })).toHaveAttribute('data-status', 'done')
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'More terminals' })).toBeVisible()
  await page.reload()
  await atPrompt(page)
  expect(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([])
})

test('a step joins its session before its scripts have come, on the one connection that it keeps', async ({ page, player }) => {
  const sent: string[] = []
  let sockets = 0
  page.on('websocket', (socket) => {
    sockets += 1
    socket.on('framesent', ({ payload }) => sent.push(String(payload)))
    socket.on('framereceived', ({ payload }) => { if (String(payload).startsWith('430')) sent.push('joined') })
  })
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => { release = resolve })
  await page.route('**/_next/static/**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`${player.url}/learn/shell/1`, { waitUntil: 'commit' })
  await expect.poll(() => sent).toContain('joined')
  await expect(screenOf(page)).toHaveCount(0)
  release()
  await atPrompt(page)
  await type(page, 'echo "it" works')
  await expect(screenOf(page)).toContainText('it works')
  // Nor does the script of a page that comes by navigation open another.
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page).toHaveURL(/\/learn\/shell\/2$/)
  await type(page, 'echo "still" here')
  await expect(screenOf(page)).toContainText('still here')
  expect(sockets).toBe(1)
  expect(sent.filter((message) => message.includes('session:join'))).toHaveLength(1)
})

test('a step names in its HTML the scripts that its terminal waits for', async ({ page, player }) => {
  const scripts: Response[] = []
  page.on('response', (response) => { if (response.url().endsWith('.js')) scripts.push(response) })
  const answer = await page.goto(`${player.url}/learn/shell/1`)
  await atPrompt(page)
  const html = await answer?.text() ?? ''
  const texts = await Promise.all(scripts.map(async (script) => ({ path: new URL(script.url()).pathname, text: await script.text() })))
  for (const part of ['xterm-helper-textarea', 'This page could not be shown']) {
    const paths = texts.filter(({ text }) => text.includes(part)).map(({ path }) => path)
    expect(paths).not.toEqual([])
    for (const path of paths) expect(html).toContain(`src="${path}"`)
  }
})

test('terminals and their output stay while the steps change', async ({ page, player }) => {
  await openScenario(page, player, 'shell')
  await type(page, 'echo still-$((40+2))')
  await expect(screenOf(page)).toContainText('still-42')
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'More terminals' })).toBeVisible()
  await expect(screenOf(page)).toContainText('still-42')
  await page.locator('body').press('g')
  await page.keyboard.press('p')
  await expect(page.getByRole('heading', { level: 1, name: 'Commands' })).toBeVisible()
  await expect(screenOf(page)).toContainText('still-42')
})

test('settings hold, here and after a reload', async ({ page, player }) => {
  await openScenario(page, player, 'shell')
  const lineHeight = (): Promise<number> => screenOf(page).locator('> div').first().evaluate((line) => line.getBoundingClientRect().height)
  const before = await lineHeight()
  await page.getByRole('button', { name: 'Settings' }).click()
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('radio', { name: 'Dark' }).check()
  await settings.getByLabel('Terminal colours').selectOption('High contrast')
  for (let clicks = 0; clicks < 6; clicks += 1) await settings.getByRole('button', { name: 'Larger text' }).click()
  await settings.getByLabel('Terminal font').fill('Courier New')
  await page.keyboard.press('Escape')
  await expect(settings).toBeHidden()
  for (const when of ['at once', 'after a reload']) {
    await test.step(when, async () => {
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      await expect(page.locator('.xterm-viewport, .xterm').first()).toBeVisible()
      await expect.poll(lineHeight).toBeGreaterThan(before * 1.3)
      await expect(page.getByRole('group', { name: 'Terminal 1', exact: true })).toHaveCSS('background-color', 'rgb(0, 0, 0)')
      await expect(screenOf(page)).toHaveCSS('font-family', /^"Courier New"/)
    })
    await page.reload()
    await atPrompt(page)
  }
})

test('keys make the text of a terminal larger and smaller', async ({ page, player }) => {
  await openScenario(page, player, 'shell')
  await page.locator('.xterm-helper-textarea').focus()
  await page.keyboard.press('Control+Equal')
  await expect(screenOf(page)).toHaveCSS('font-size', '15px')
  await page.keyboard.press('Control+Minus')
  await page.keyboard.press('Control+Minus')
  await expect(screenOf(page)).toHaveCSS('font-size', '13px')
  await page.keyboard.press('Control+0')
  await expect(screenOf(page)).toHaveCSS('font-size', '14px')
})

test('a session is restarted on its step, and ended back to the intro', async ({ page, player }) => {
  await openScenario(page, player, 'shell', 2)
  await type(page, 'echo before-$((1+1))')
  await expect(screenOf(page)).toContainText('before-2')
  await ask(page, 'Restart session')
  await page.getByRole('button', { name: 'Restart from scratch' }).click()
  await expect(screenOf(page)).not.toContainText('before-2')
  await atPrompt(page)
  await expect(page.getByRole('heading', { level: 1, name: 'More terminals' })).toBeVisible()

  await ask(page, 'End session')
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click()
  await expect(page.getByRole('link', { name: 'Start scenario' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Continue at step 2' })).toBeVisible()
})

test('what the machine of the scenario lacks here is said before the start, and then only on demand', async ({ page, player }) => {
  await page.goto(`${player.url}/learn/docker`)
  const note = page.getByRole('complementary', { name: 'About this machine' })
  await expect(note).toContainText('There is no Docker inside this shell')
  await page.getByRole('link', { name: 'Start scenario' }).click()
  await atPrompt(page)
  await expect(page.getByRole('button', { name: 'About this machine' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'About this machine' })).toBeHidden()
})

test('what the machine of the scenario lacks here is said once, and again on demand', async ({ page, player }) => {
  await openScenario(page, player, 'docker')
  const notice = page.getByRole('region', { name: 'About this machine' })
  await expect(notice).toContainText('There is no Docker inside this shell')
  await notice.getByRole('button', { name: 'Close' }).click()
  await page.reload()
  await atPrompt(page)
  await expect(page.getByRole('button', { name: 'About this machine' })).toBeVisible()
  await expect(notice).toBeHidden()
  await page.getByRole('button', { name: 'About this machine' }).click()
  await expect(notice).toBeVisible()
})

test('two tabs: the older one says so, takes the session back, or both work', async ({ page, player, context }) => {
  await openScenario(page, player, 'shell')
  const other = await context.newPage()
  await openScenario(other, player, 'shell')
  await expect(page.getByText('This session moved to another tab.')).toBeVisible()
  await page.getByRole('button', { name: 'Use it in both' }).click()
  await expect(page.getByText('This session moved to another tab.')).toBeHidden()
  await type(other, 'echo seen-by-$((1+1))')
  await expect(screenOf(page)).toContainText('seen-by-2')
  await expect(other.getByText('This session moved to another tab.')).toBeHidden()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('a tap runs a command and shows its terminal; keys that phones lack are there', async ({ page, player }) => {
    await page.goto(`${player.url}/learn/shell/1`)
    await expect(page.getByRole('heading', { level: 1, name: 'Commands' })).toBeVisible()
    await page.getByRole('button', { name: 'Run in terminal: sleep 300' }).tap()
    await expect(screenOf(page)).toContainText('sleep 300')
    await expect(screenOf(page)).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: 'Commands' })).toBeHidden()

    const keys = page.getByRole('toolbar', { name: 'Terminal keys' })
    await keys.getByRole('button', { name: 'Interrupt, Control C' }).tap()
    await expect(screenOf(page)).toContainText('^C')
    await keys.getByRole('button', { name: 'Up', exact: true }).tap()
    await expect(screenOf(page)).toHaveText(/sleep 300[^]*\^C[^]*sleep 300/)
    await keys.getByRole('button', { name: 'Ctrl' }).tap()
    await keys.getByRole('button', { name: 'Letter D' }).tap()
    await page.getByRole('button', { name: 'Steps', exact: true }).tap()
    await expect(page.getByRole('heading', { level: 1, name: 'Commands' })).toBeVisible()
  })

  test('a finger drags through what was printed', async ({ page, player, context }) => {
    await page.goto(`${player.url}/learn/shell/1`)
    await page.getByRole('button', { name: 'Run in terminal: seq 1 300' }).tap()
    await expect(screenOf(page)).toHaveText(/300.*[#$]/)
    const finger = await context.newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove', y: number) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x: 150, y }] })
    await touch('touchStart', 200)
    for (let y = 220; y <= 600; y += 20) await touch('touchMove', y)
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await expect(screenOf(page)).toContainText('255')
    await expect(screenOf(page)).not.toContainText('300')
  })

  test('nothing is wider than the screen', async ({ page, player }) => {
    await page.goto(`${player.url}/learn/shell/1`)
    for (const name of ['Terminal', 'Steps']) {
      await page.getByRole('button', { name, exact: true }).tap()
      if (name === 'Terminal') await atPrompt(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    }
  })
})

async function ask(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Session', exact: true }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
