import { expect, type Locator, type Page } from '@playwright/test'
import { testWithPlayer } from '../player.ts'

/** One player for all tests of the format, on the tiny scenarios of `e2e/scenarios/format`. */
export const test = testWithPlayer({ scenarios: 'e2e/scenarios/format' })

/** Opens a page of a scenario, its machine ready. */
export async function open(page: Page, url: string, path: string): Promise<void> {
  // Drawn by the graphics card a terminal has no text that a test could read.
  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext
    Object.assign(HTMLCanvasElement.prototype, {
      getContext(this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind.startsWith('webgl') ? null : Reflect.apply(original, this, [kind, ...rest])
      },
    })
  })
  await page.goto(`${url}/learn/${path}`)
}

/** What the terminal in front shows. */
export function screen(page: Page): Locator {
  return page.locator('[role=tabpanel]:not([aria-hidden=true]) .xterm-rows')
}

export function blocks(page: Page): Locator {
  return page.getByRole('button', { name: /^Run in terminal: / })
}

/** Clicks the command that begins so, and waits for text on the terminal that it goes to. */
export async function run(page: Page, start: string, shows: string | RegExp): Promise<void> {
  const block = page.getByRole('button', { name: `Run in terminal: ${start}` }).first()
  await block.click()
  await expect(screen(page)).toContainText(shows)
}

export async function showTab(page: Page, name: string | RegExp): Promise<void> {
  const tab = page.getByRole('tab', { name })
  await tab.click()
  await expect(tab).toHaveAttribute('aria-selected', 'true')
}

export async function next(page: Page): Promise<void> {
  const here = page.url()
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page).not.toHaveURL(here)
}
