import { join } from 'node:path'
import { expect } from '@playwright/test'
import { pidsOf } from './player-processes.ts'
import { testWithPlayer } from './player.ts'
import { lastLines, watchScreens } from './screen-text.ts'

const test = testWithPlayer({ scenarios: join(import.meta.dirname, 'scenarios', 'terminals') })

test('the older of two tabs says that the session moved, and both may use it', async ({ context, player }) => {
  const [first, second] = [await context.newPage(), await context.newPage()]
  for (const page of [first, second]) {
    await watchScreens(page)
    await page.goto(`${player.url}/learn/shell/1`)
    await expect.poll(() => lastLines(page, 1)).toMatch(/[$#] ?$/)
  }
  await expect(first.getByText('This session moved to another tab.')).toBeVisible()
  await first.getByRole('button', { name: 'Use it in both' }).click()
  await expect(first.getByText('This session moved to another tab.')).toBeHidden()
  await second.bringToFront()
  await second.locator('.xterm-helper-textarea').first().focus()
  await second.keyboard.insertText('echo seen in "both"')
  await second.keyboard.press('Enter')
  await expect.poll(() => lastLines(second, 3)).toContain('seen in both')
  await expect.poll(() => lastLines(first, 3)).toContain('seen in both')
})

test('a killed web process is not noticed, a killed host is told and a new machine offered at the same step', async ({ page, player }) => {
  await watchScreens(page)
  await page.goto(`${player.url}/learn/shell/2`)
  await expect.poll(() => lastLines(page, 1)).toMatch(/[$#] ?$/)
  await page.locator('.xterm-helper-textarea').first().focus()
  await page.keyboard.insertText('MARK=old')
  await page.keyboard.press('Enter')
  expect(pidsOf('web')).toHaveLength(1)
  for (const pid of pidsOf('web')) process.kill(pid, 'SIGKILL')
  await page.keyboard.insertText('echo "mark "$MARK')
  await page.keyboard.press('Enter')
  await expect.poll(() => lastLines(page, 3)).toContain('mark old')

  for (const pid of pidsOf('host')) process.kill(pid, 'SIGKILL')
  await expect(page.getByText(/This machine is gone/)).toBeVisible()
  await page.getByRole('button', { name: 'Start a new session' }).click()
  await expect.poll(() => lastLines(page, 1)).toMatch(/[$#] ?$/)
  expect(page.url()).toContain('/learn/shell/2')
})
