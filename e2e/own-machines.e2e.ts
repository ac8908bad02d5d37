import { expect } from '@playwright/test'
import { testOnQuietPage } from './quiet-page.ts'

const test = testOnQuietPage({ scenarios: 'e2e/scenarios/format', env: { REHEARSAL_SESSIONS_PER_PERSON: '1' } })

test('who has all the machines they may have sees them, and ends one for the next', async ({ page, player }) => {
  await page.goto(`${player.url}/learn/html/1`)
  await expect(page.getByRole('tab', { name: 'Terminal 1' })).toBeVisible()
  await page.goto(`${player.url}/learn/checks/1`)
  await expect(page.getByRole('alert').filter({ hasText: 'You have 1 machine already.' })).toBeVisible()
  const machines = page.getByRole('list', { name: 'Your machines' })
  await expect(machines.getByRole('listitem')).toHaveText([/started just now, not open anywhere/])
  await machines.getByRole('button', { name: /^End / }).click()
  await expect(machines).toBeHidden()
  await expect(page.locator('.xterm-screen')).toBeVisible()
})
