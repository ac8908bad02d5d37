import { expect } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { testOnQuietPage } from './quiet-page.ts'
import { atPrompt } from './terminal-page.ts'

const test = testOnQuietPage({ scenarios: 'e2e/scenarios/terminals' })

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('every page is free of what axe finds', async ({ page, player }) => {
      await page.goto(player.url)
      await expectAccessible(page, 'catalogue')
      await page.getByRole('link', { name: 'At the shell' }).click()
      await expect(page.getByRole('link', { name: 'Start scenario' })).toBeVisible()
      await expectAccessible(page, 'intro')

      await page.getByRole('link', { name: 'Start scenario' }).click()
      await atPrompt(page)
      await page.getByRole('button', { name: 'Run in terminal: ls /no-such-folder' }).click()
      await expect(page.getByRole('button', { name: 'Run in terminal: ls /no-such-folder' })).toHaveAttribute('data-status', 'failed')
      await page.getByRole('button', { name: 'Open new terminal' }).click()
      await atPrompt(page, 'Terminal 2')
      await expectAccessible(page, 'workspace')

      await page.getByRole('tab', { name: 'Terminal 1' }).click()
      await page.getByRole('button', { name: 'Transcript', exact: true }).click()
      await expect(page.getByRole('heading', { name: 'ls /no-such-folder' })).toBeVisible()
      await expectAccessible(page, 'transcript')

      await page.getByRole('button', { name: 'More for Terminal 1' }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      await expectAccessible(page, 'menu of a terminal')
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: 'Settings' }).click()
      await expect(page.getByRole('dialog', { name: 'Settings' }).getByLabel('Terminal font')).toBeVisible()
      await expectAccessible(page, 'settings')
      await page.getByRole('button', { name: 'All keys' }).click()
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
      await expectAccessible(page, 'keys')
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: 'Session' }).click()
      await page.getByRole('menuitem', { name: 'End session' }).click()
      await expect(page.getByRole('dialog', { name: 'End this session?' })).toBeVisible()
      await expectAccessible(page, 'question')

      await page.goto(`${player.url}/playback`)
      await expectAccessible(page, 'playback')
      await page.goto(`${player.url}/learn/nothing`)
      await expectAccessible(page, 'a page that is not there')
    })
  })
}
