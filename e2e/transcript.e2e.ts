import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'
import { testOnQuietPage } from './quiet-page.ts'
import { openScenario, screenOf } from './terminal-page.ts'

const test = testOnQuietPage({ scenarios: 'e2e/scenarios/terminals' })

test.beforeEach(async ({ page, player, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openScenario(page, player, 'shell')
  await page.getByRole('button', { name: 'Transcript', exact: true }).click()
  await expect(field(page)).toBeVisible()
})

test('each command is a heading with its output and how it ended', async ({ page }) => {
  await run(page, 'seq 1 14; false')
  const entry = commands(page).first()
  await expect(entry.getByRole('heading', { level: 3 })).toHaveText('$ seq 1 14; false')
  await expect(entry).toContainText(/exit 1, 14 lines, \d+\.\d s/)
  await expect(entry.getByRole('group', { name: 'Output of seq 1 14; false' })).toHaveText(Array.from({ length: 14 }, (_, at) => String(at + 1)).join('\n'))
  await expect(screenOf(page)).toContainText('seq 1 14')
})

test('an end is announced once, and again when the same happens again', async ({ page }) => {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        const isStatus = target instanceof Element && target.closest('[role="status"]') !== null
        if (isStatus) said.push(...[...addedNodes].map(({ textContent }) => textContent ?? '').filter(Boolean))
      }
    }).observe(document.body, { subtree: true, childList: true })
  })
  await run(page, 'echo hello')
  await expect.poll(() => said(page)).toHaveLength(1)
  expect((await said(page))[0]).toMatch(/^echo hello: exit 0, 1 line, \d+\.\d s\. hello$/)
  await run(page, 'echo hello')
  await expect.poll(() => said(page)).toHaveLength(2)
  // A further command shows that nothing of the earlier ones is said again.
  await run(page, 'seq 5')
  await expect.poll(() => said(page)).toHaveLength(3)
  expect((await said(page))[2]).toMatch(/^seq 5: exit 0, 5 lines, \d+\.\d s\.$/)
})

test('a running command shows what it prints, takes an answer, and is stopped', async ({ page }) => {
  await run(page, 'echo asking; read -r answer; echo "got $answer"; sleep 300')
  await expect(commands(page).first()).toContainText('running')
  await expect(commands(page).first()).toContainText('asking')
  await page.getByRole('textbox', { name: /^Input for echo asking/ }).fill('forty-two')
  await page.keyboard.press('Enter')
  await expect(commands(page).first().getByRole('group')).toContainText('got forty-two')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(commands(page).first()).toContainText(/exit 130/)
  await expect(field(page)).toBeVisible()
})

test('earlier commands are recalled, searched and copied', async ({ page }) => {
  await run(page, 'echo first')
  await run(page, 'echo second')
  await expect(commands(page)).toHaveCount(2)

  await field(page).fill('unfinished')
  await page.keyboard.press('ArrowUp')
  await expect(field(page)).toHaveValue('echo second')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(field(page)).toHaveValue('echo first')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(field(page)).toHaveValue('unfinished')

  await page.getByRole('searchbox', { name: 'Search in transcript' }).fill('second')
  await expect(commands(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Copy output of echo second' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('second\n')
  await page.getByRole('searchbox', { name: 'Search in transcript' }).fill('third')
  await expect(page.getByText('Nothing matches “third”.')).toBeVisible()
})

test('opens at its end and stays there, unless one reads further up', async ({ page }) => {
  for (const from of [1, 41, 81]) await run(page, `seq ${from} ${from + 39}`)
  await expect(commands(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Close transcript' }).click()
  await page.getByRole('button', { name: 'Transcript', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'seq 81 120' })).toBeVisible()
  const list = page.getByRole('group', { name: 'Commands' })
  const toEnd = (): Promise<number> => list.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)
  await expect.poll(toEnd).toBeLessThan(2)
  await run(page, 'seq 121 160')
  await expect(commands(page)).toHaveCount(4)
  await expect.poll(toEnd).toBeLessThan(2)
  await list.hover()
  await page.mouse.wheel(0, -600)
  await expect.poll(toEnd).toBeGreaterThan(300)
  await run(page, 'echo more')
  await expect(commands(page)).toHaveCount(5)
  expect(await toEnd()).toBeGreaterThan(300)
})

test('is downloaded as text, Markdown and asciicast', async ({ page }) => {
  await run(page, 'echo kept')
  await expect(commands(page).first()).toContainText('exit 0')
  expect(await download(page, 'Text')).toMatch(/^\$ echo kept\nkept\n\[exit 0, 1 line, \d\.\d s\]\n$/)
  expect(await download(page, 'Markdown')).toMatch(/^# Terminal 1\n\n## `echo kept`\n\n```sh\necho kept\n```\n\n```text\nkept\n```\n\nexit 0/)
  const [header = '', ...events] = (await download(page, 'Recording')).trim().split('\n')
  expect(JSON.parse(header)).toMatchObject({ version: 3, term: { cols: expect.any(Number), rows: expect.any(Number) } })
  const printed = events.map((line): unknown => JSON.parse(line)).flatMap((event) => (Array.isArray(event) && event[1] === 'o' ? [String(event[2])] : [])).join('')
  expect(printed).toContain('kept')
})

test('the recording plays on a page of its own', async ({ page, context }) => {
  await run(page, 'echo played-back')
  await expect(commands(page).first()).toContainText('exit 0')
  await page.getByRole('button', { name: 'More for Terminal 1' }).click()
  const opened = context.waitForEvent('page')
  await page.getByRole('menuitem', { name: 'Play recording' }).click()
  const player = await opened
  await expect(player.getByRole('region', { name: 'Recording of Terminal 1' })).toContainText('played-back')
  await expect(player.getByRole('heading', { name: 'Terminal 1' })).toBeVisible()
})

test('a recording is stopped and deleted, and begins anew', async ({ page }) => {
  await run(page, 'echo before')
  await expect(commands(page).first()).toContainText('exit 0')
  await choose(page, 'Stop recording, delete it')
  await expect(page.getByText('no longer recorded')).toBeVisible()
  await run(page, 'echo secret')
  await expect(commands(page).nth(1)).toContainText('exit 0')
  await choose(page, 'Record this terminal')
  await expect(page.getByText('recorded from now on')).toBeVisible()
  await run(page, 'echo after')
  await expect(commands(page).nth(2)).toContainText('exit 0')
  const recording = await download(page, 'Recording')
  expect(recording).toContain('after')
  expect(recording).not.toMatch(/before|secret/)
})

test('a file that is no recording is refused with what was expected', async ({ page, player }) => {
  await page.goto(`${player.url}/playback`)
  await page.getByLabel('Open a file').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') })
  await expect(page.getByRole('alert').filter({ hasText: 'asciicast' })).toContainText('Expected an asciicast file, version 2 or 3')
  await page.getByLabel('Open a file').setInputFiles({ name: 'old.cast', mimeType: 'text/plain', buffer: Buffer.from('{"version":2,"width":80,"height":24}\n[0.1,"o","from a file"]\n') })
  await expect(page.getByRole('region', { name: 'Recording of old.cast' })).toContainText('from a file')
})

function field(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Command for Terminal 1' })
}

function commands(page: Page): Locator {
  return page.getByRole('region', { name: 'Transcript of Terminal 1' }).getByRole('article')
}

async function run(page: Page, command: string): Promise<void> {
  await field(page).fill(command)
  await page.keyboard.press('Enter')
}

async function said(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (window as unknown as { said: string[] }).said)
}

async function download(page: Page, form: string): Promise<string> {
  await page.getByRole('button', { name: 'Download transcript' }).click()
  const started = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: form }).click()
  return readFileSync(await (await started).path(), 'utf8')
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More for Terminal 1' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
