import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { testWithPlayer } from './player.ts'

const scenarios = mkdtempSync(join(tmpdir(), 'broken-'))
write('whole/index.json', '{"title": "A whole one", "details": {"steps": [{"title": "One", "text": "one.md"}]}}')
write('whole/one.md', 'Hello.')
write('cut/index.json', '{\n  "title": "Cut off",\n  "details": {"steps": [\n')
write('lost/index.json', '{\n  "title": "A lost step",\n  "details": {"steps": [\n    {"title": "One", "text": "one.md"},\n    {"title": "Two", "text": "tow.md"}\n  ]}\n}')
write('lost/one.md', 'Still here.')

const test = testWithPlayer({ scenarios })

test('a broken scenario is listed with file, line and what was expected, and the others play', async ({ page, player }) => {
  await page.goto(player.url)
  await expect(page.getByRole('link', { name: /A whole one/ })).toBeVisible()
  await expect(page.getByText('cut/index.json:3').or(page.getByText('cut/index.json:4')).first()).toBeVisible()
  await expect(page.getByText(/lost\/index.json:5/).first()).toBeVisible()
  await expect(page.getByText(/tow\.md/).first()).toBeVisible()
})

test('the other steps of a scenario with a missing file can be read', async ({ page, player }) => {
  await page.goto(`${player.url}/learn/lost/1`)
  await expect(page.getByText('Still here.')).toBeVisible()
  await page.goto(`${player.url}/learn/lost/2`)
  await expect(page.getByText(/tow\.md/).first()).toBeVisible()
})

test('a scenario that does not exist has a page that says so', async ({ page, player }) => {
  const response = await page.goto(`${player.url}/learn/nowhere`)
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

function write(path: string, text: string): void {
  mkdirSync(join(scenarios, path, '..'), { recursive: true })
  writeFileSync(join(scenarios, path), text)
}
