import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as plain, type Page } from '@playwright/test'
import { testWithPlayer } from './player.ts'
import { previewRequest } from './preview-request.ts'

// The step that began this project, as its authors wrote it. It belongs to them and lies outside this repository.
const seed = join('..', 'shared', 'seed', 'migrate-traffic.md')

if (existsSync(seed)) {
  const scenarios = mkdtempSync(join(tmpdir(), 'seed-'))
  mkdirSync(join(scenarios, 'migrate'))
  cpSync(seed, join(scenarios, 'migrate', 'migrate-traffic.md'))
  writeFileSync(join(scenarios, 'migrate', 'index.json'), JSON.stringify({
    title: 'Migrate traffic',
    details: { steps: [{ title: 'Migrate traffic', text: 'migrate-traffic.md' }] },
    backend: { imageid: 'openshift-3-11' },
  }))
  const test = testWithPlayer({ scenarios })

  test('the original step plays unmodified', async ({ page, player }) => {
    test.setTimeout(180_000)
    await page.goto(`${player.url}/learn/migrate/1`)
    const blocks = page.getByRole('button', { name: /^Run in terminal: oc / })
    await expect(blocks).toHaveCount(4)
    for (const block of await blocks.all()) {
      await block.click()
      await expect(block).toHaveAttribute('data-status', 'done')
    }
    expect(await openedBy(page, 'Access the application')).toContain('The Comedy of Errors')
    expect(await openedBy(page, 'Grafana Dashboard')).toContain('Istio Dashboard')
    // Its pictures are in another repository: the page says so quietly and stays whole.
    await expect(page.getByRole('heading', { name: 'Migrate users to v3' })).toBeVisible()
  })
} else {
  plain.skip('the original step plays unmodified (skipped: ../shared/seed is not here)', () => {})
}

/** The page that a link of the text leads to. */
async function openedBy(page: Page, name: string): Promise<string> {
  const href = await page.getByRole('link', { name }).first().getAttribute('href')
  const { status, body } = await previewRequest(href ?? '')
  expect(status).toBe(200)
  return body
}
