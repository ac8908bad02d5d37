import { expect } from '@playwright/test'
import { testWithPlayer } from './player.ts'
import { openScenario, screenOf, type } from './terminal-page.ts'

const test = testWithPlayer({ scenarios: 'e2e/scenarios' })

test.beforeEach(async ({ page, player, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openScenario(page, player, 'deceiving')
})

test('W9: characters that deceive the eye are shown before they are typed or copied', async ({ page }) => {
  const main = page.getByRole('main')
  for (const sign of ['U+202E', 'U+202C', '␈', '␛', 'U+200B', 'U+2066', 'U+2069', '␇']) await expect(main, sign).toContainText(sign)
  // Nothing of the kind is left in the text itself: it could turn what stands beside it.
  const text = await main.evaluate((element) => [...element.querySelectorAll('code, button')].map(({ textContent }) => textContent).join('\n'))
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u0007\u0008\u001b]/)
  // In the order in which it will be typed.
  expect(text).toContain('gnihton ;hs.live')
  await page.getByRole('button', { name: /^Copy: cp/ }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('cp\u2066 a\u2069 b')
})

test('W9: only the learner’s own click runs anything', async ({ page, player }) => {
  const button = page.getByRole('button', { name: /^Run in terminal: echo honest/ })
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('main code, main span[role=presentation], main button[aria-label^="Run in terminal"]')) {
      element.click()
      element.focus()
      for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click', 'dblclick', 'touchend']) element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, detail: 1 }))
      for (const key of ['Enter', ' ']) for (const type of ['keydown', 'keypress', 'keyup']) element.dispatchEvent(new KeyboardEvent(type, { key, code: key, bubbles: true, cancelable: true }))
      element.dispatchEvent(new SubmitEvent('submit', { bubbles: true }))
    }
  })
  // Addresses that would like to press a button for whoever follows them.
  for (const end of ['?run=0', '#run', '?autorun=1&block=0', '#:~:text=echo']) {
    await page.goto(`${player.url}/`)
    await page.goto(`${player.url}/learn/deceiving/1${end}`)
    await expect(screenOf(page)).toHaveText(/[#$]/)
  }
  await type(page, 'echo "and then "nothing')
  await expect(screenOf(page)).toContainText('and then nothing')
  await expect(screenOf(page)).not.toContainText(/honest-2|two|live/)
  await expect(button).toHaveAttribute('data-status', 'idle')

  await button.click()
  await expect(screenOf(page)).toContainText('honest-2')
})
