import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { testOnQuietPage } from './quiet-page.ts'

const test = testOnQuietPage({ scenarios: 'scenarios' })

/** What somebody does who neither sees the terminal nor uses a mouse: headings, buttons, and the transcript's field. */
test('the canary lab through the transcript and keyboard alone', async ({ page, player }) => {
  test.setTimeout(300_000)
  await forbidMouse(page)
  await page.goto(player.url)
  await expectAccessible(page, 'catalogue')
  await tabTo(page, 'link', /^Release a new version/)
  await page.keyboard.press('Enter')
  await tabTo(page, 'link', /^Start scenario/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Look around' })).toBeVisible()

  await test.step('the transcript opens by key', async () => {
    await expect(page.getByRole('button', { name: 'Open new terminal' })).toBeEnabled()
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await expect(page.getByRole('textbox', { name: 'Command for Terminal 1' })).toBeFocused()
  })

  await test.step('look around', async () => {
    await sends(page, 'oc get pods', /exit 0, \d+ lines/)
    await expect(outputOf(page, 'oc get pods')).toContainText(/reviews-v3-\S+\s+2\/2\s+Running/)
    await sends(page, 'oc get routerules', /exit 0/)
    await expect(outputOf(page, 'oc get routerules')).toContainText('reviews-test-v2')
    await expectAccessible(page, 'workspace with its transcript')
  })

  await test.step('remove the test routes, by the blocks of the step', async () => {
    await nextPage(page, 'Remove the test routes')
    await runsBlocks(page)
    await expect(said(page)).toContainText(/exit 0/)
  })

  await test.step('half of the users', async () => {
    await nextPage(page, 'Half of the users')
    await runsBlocks(page)
    await expect(outputOf(page, /^oc get routerule reviews-default/)).toContainText('weight: 50')
  })

  await test.step('all of the users', async () => {
    await nextPage(page, 'All of the users')
    await runsBlocks(page)
  })

  await test.step('what a mistake sounds like', async () => {
    await toTranscript(page)
    await sends(page, 'oc get routerule no-such-rule', /exit 1/)
    await expect(said(page)).toContainText(/exit 1, 1 line/)
    await expect(said(page)).toContainText('not found')
  })

  await test.step('the end', async () => {
    await nextPage(page, 'What you learned')
    await expectAccessible(page, 'the end')
  })
})

/** Any use of the mouse from here on is a mistake of the test. */
async function forbidMouse(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ['pointerdown', 'mousedown', 'mousemove']) window.addEventListener(name, () => { throw new Error(`The mouse was used: ${name}`) }, true)
  })
}

/** Presses Tab until the focus is on something of this role and name, as one who hears names does. */
async function tabTo(page: Page, role: 'link' | 'button', name: RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name })
  await expect(wanted).toBeVisible()
  for (let presses = 0; presses < 80; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never led to ${String(name)}`)
}

async function toTranscript(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect(page.getByRole('textbox', { name: 'Command for Terminal 1' })).toBeFocused()
}

/** Writes a command into the transcript's field and waits for the line that says how it ended. */
async function sends(page: Page, command: string, summary: RegExp): Promise<void> {
  await page.keyboard.type(command)
  await page.keyboard.press('Enter')
  await expect(entry(page, command)).toContainText(summary)
}

/** Goes to the steps by their key and on by `g n`; the new title is what the focus is on. */
async function nextPage(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+Shift+ArrowLeft')
  await page.keyboard.press('g')
  await page.keyboard.press('n')
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused()
}

/** Tabs from the title through the blocks of the page and runs each with Enter; the focus stays there. */
async function runsBlocks(page: Page): Promise<void> {
  for (const block of await page.getByRole('button', { name: /^Run in terminal:/ }).all()) {
    const name = await block.getAttribute('aria-label')
    await tabTo(page, 'button', new RegExp(`^${(name ?? '').replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`))
    await page.keyboard.press('Enter')
    await expect(block).toHaveAttribute('data-status', 'done')
    await expect(block).toBeFocused()
  }
}

function entry(page: Page, command: string | RegExp) {
  return page.getByRole('region', { name: 'Transcript of Terminal 1' }).getByRole('article').filter({ has: page.getByRole('heading', { level: 3, name: command }) }).last()
}

function outputOf(page: Page, command: string | RegExp) {
  return entry(page, command).getByRole('group')
}

/** What a screen reader was told last. */
function said(page: Page) {
  return page.getByRole('region', { name: 'Transcript of Terminal 1' }).getByRole('status').last()
}
