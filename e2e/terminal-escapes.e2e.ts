import { expect, type Page } from '@playwright/test'
import { testWithPlayer } from './player.ts'
import { atPrompt, openScenario, screenOf, type } from './terminal-page.ts'

const test = testWithPlayer({ scenarios: 'e2e/scenarios/terminals' })

test.beforeEach(async ({ page, player, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openScenario(page, player, 'escapes')
})

test('W8: output that keeps a terminal busy for minutes is taken in passing', async ({ page }) => {
  await page.evaluate(watchForStandstill)
  await type(page, './slow.sh')
  await expect(screenOf(page)).toContainText('all of it came')
  // Any one of these sequences would have kept the page still for twenty seconds and more.
  const longest = await page.evaluate(() => Number(document.documentElement.dataset['standstill']))
  console.log(`longest standstill of the page: ${longest.toFixed(0)} ms`)
  expect(longest).toBeLessThan(10_000)
  await stillWorks(page)
  // The picture that the host keeps of it is there as well.
  await page.reload()
  await expect(screenOf(page)).toContainText('still works')
})

test('W8: a program reads neither clipboard nor title, sets neither, and gets nothing back that it chose', async ({ page }) => {
  await page.evaluate(() => navigator.clipboard.writeText('mine'))
  const title = await page.title()
  await type(page, './ask.sh')
  await expect(screenOf(page)).toContainText('answers: ')
  const answers = /answers: ([^]*)\./.exec((await screenOf(page).innerText()).replaceAll('\n', ''))?.[1] ?? ''
  // That it answers at all: what a terminal is, and where its cursor stands.
  expect(answers).toMatch(/\\E\[\?\d+;\d+c/)
  expect(answers).toMatch(/\\E\[\d+;\d+R/)
  expect(answers).not.toMatch(/PAYLOAD|UEFZTE9BRA|bWluZ|mine|\\r|\\n/)
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('mine')
  expect(await page.title()).toBe(title)
  await expect(page.getByRole('tablist', { name: 'Terminals' }).getByRole('tab')).toHaveText(['Terminal 1'])
  await stillWorks(page)
})

test('W8: a program that only asks does not take the keys from the learner', async ({ page }) => {
  await type(page, './questions.sh')
  // What is asked shows nothing, and its line ends push away all that stood there.
  await expect(screenOf(page)).toHaveText(/^\s*$/)
  await page.keyboard.press('Control+C')
  await atPrompt(page)
  // What was on its way when it ended is answered still, and those answers stand at the prompt, as in any terminal.
  await expect(async () => {
    await page.keyboard.press('Control+U')
    await type(page, 'echo "still "works')
    await expect(screenOf(page)).toContainText('still works', { timeout: 2_000 })
  }).toPass({ timeout: 20_000 })
})

async function stillWorks(page: Page): Promise<void> {
  await type(page, 'echo "still "works')
  await expect(screenOf(page)).toContainText('still works')
  await atPrompt(page)
}

/** Notes on the document the longest time for which nothing could run on the page, in milliseconds. */
function watchForStandstill(): void {
  const { dataset } = document.documentElement
  let last = performance.now()
  let longest = 0
  setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    dataset['standstill'] = String(longest)
  }, 20)
}
