import { expect, type Locator, type Page } from '@playwright/test'
import type { Player } from './player.ts'

/** Opens a step of a scenario and waits for the prompt of its first terminal. */
export async function openScenario(page: Page, { url }: Player, slug: string, step = 1): Promise<void> {
  await page.goto(`${url}/learn/${slug}/${step}`)
  await atPrompt(page)
}

/** The lines of a terminal's screen, as elements; there without a graphics card. */
export function screenOf(page: Page, terminal = 'Terminal 1'): Locator {
  return page.getByRole('group', { name: terminal, exact: true }).locator('.xterm-rows')
}

export async function atPrompt(page: Page, terminal = 'Terminal 1'): Promise<void> {
  await expect(screenOf(page, terminal)).toHaveText(/[#$]/)
}

/** Types a line into a terminal, as a learner does. */
export async function type(page: Page, line: string, terminal = 'Terminal 1'): Promise<void> {
  await page.getByRole('group', { name: terminal, exact: true }).locator('.xterm-helper-textarea').focus()
  await page.keyboard.type(line)
  await page.keyboard.press('Enter')
}
