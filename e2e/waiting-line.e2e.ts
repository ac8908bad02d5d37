import { expect } from '@playwright/test'
import { testWithPlayer } from './player.ts'

const test = testWithPlayer({ scenarios: 'e2e/scenarios', env: { REHEARSAL_MAX_SESSIONS: '1' } })

test('who comes when all machines are in use is told their place and gets the next one', async ({ browser, player }) => {
  const address = `${player.url}/learn/plain/1`
  const [first, second, third] = await Promise.all([0, 1, 2].map(async () => (await browser.newContext()).newPage()))
  if (!first || !second || !third) throw new Error('Expected three pages')
  await first.goto(address)
  await expect(first.getByRole('tab', { name: 'Terminal 1' })).toBeVisible()
  await second.goto(address)
  await expect(second.getByText('You are next.')).toBeVisible()
  await third.goto(address)
  await expect(third.getByText('You are number 2 in the line.')).toBeVisible()

  await first.getByRole('button', { name: 'Session', exact: true }).click()
  await first.getByRole('menuitem', { name: /^End/ }).click()
  await first.getByRole('button', { name: /^End/ }).last().click()
  await expect(second.getByRole('tab', { name: 'Terminal 1' })).toBeVisible()
  await expect(third.getByText('You are next.')).toBeVisible()
  await Promise.all([first, second, third].map((page) => page.context().close()))
})
