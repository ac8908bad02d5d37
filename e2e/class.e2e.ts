import { expect, type Page } from '@playwright/test'
import { testOnQuietPage } from './quiet-page.ts'

const test = testOnQuietPage({ scenarios: 'e2e/scenarios/format', env: { REHEARSAL_ACCESS_CODE: 'of the learners', REHEARSAL_INSTRUCTOR_CODE: 'of the instructors' } })

test('a learner comes in by the code, where they wanted to go, works, and signs out', async ({ page, player }) => {
  await page.goto(`${player.url}/learn/html/1`)
  await signIn(page, 'Ada', 'guessed')
  await expect(page.getByRole('alert')).toContainText('not the access code')
  await signIn(page, 'Ada', 'of the learners')
  await expect(page).toHaveURL(`${player.url}/learn/html/1`)
  await expect(page.getByRole('tab', { name: 'Terminal 1' })).toBeVisible()

  await page.goto(player.url)
  await expect(page.getByText('Signed in as Ada')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Show them', exact: true })).toHaveCount(0)
  expect((await page.goto(`${player.url}/unlisted`))?.status()).toBe(404)

  await page.goto(player.url)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await expect(page.getByLabel('Access code')).toBeVisible()
})

test('an instructor finds the private scenarios', async ({ page, player }) => {
  await page.goto(player.url)
  await signIn(page, 'Grace', 'of the instructors')
  await page.getByRole('link', { name: 'Show them', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Secret lesson' })).toBeVisible()
})

async function signIn(page: Page, name: string, code: string): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Access code').fill(code)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
