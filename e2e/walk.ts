import { expect, type Page } from '@playwright/test'

/** Goes to the next page and waits until it is there: the blocks of the one before must not be taken for its own. */
export async function next(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: /^(Next|Finish)/ }).or(page.getByRole('button', { name: /^(Next|Finish)/ })).first().click()
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
}

/** Clicks every command of the page in order; each must end with status 0. */
export async function runEveryBlock(page: Page): Promise<void> {
  const blocks = page.getByRole('button', { name: /^Run in terminal:/ })
  await expect(blocks.first()).toBeVisible()
  for (const block of await blocks.all()) {
    await block.click()
    await expect(block).toHaveAttribute('data-status', 'done')
  }
}
