import { expect, type Locator, type Page } from '@playwright/test'
import { testOnQuietPage } from './quiet-page.ts'
import { atPrompt, openScenario, screenOf, type } from './terminal-page.ts'

const test = testOnQuietPage({ scenarios: 'e2e/scenarios/terminals' })

test.beforeEach(async ({ page, player, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openScenario(page, player, 'shell')
})

test('terminals open, are renamed, change places by keyboard, and close', async ({ page }) => {
  await page.getByRole('button', { name: 'Open new terminal' }).click()
  await page.getByRole('button', { name: 'Open new terminal' }).click()
  await expect(tabs(page)).toHaveText(['Terminal 1', 'Terminal 2', 'Terminal 3'])
  await atPrompt(page, 'Terminal 3')

  await test.step('rename', async () => {
    await tab(page, 'Terminal 2').click()
    await tab(page, 'Terminal 2').press('F2')
    await page.getByLabel('Name of the terminal').fill('build')
    await page.keyboard.press('Enter')
    await expect(tabs(page)).toHaveText(['Terminal 1', 'build', 'Terminal 3'])
  })

  await test.step('move, with the focus staying on it', async () => {
    await tab(page, 'build').focus()
    await page.keyboard.press('Shift+ArrowRight')
    await expect(tabs(page)).toHaveText(['Terminal 1', 'Terminal 3', 'build'])
    await expect(tab(page, 'build')).toBeFocused()
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('Shift+ArrowLeft')
    await expect(tabs(page)).toHaveText(['build', 'Terminal 1', 'Terminal 3'])
  })

  await test.step('walk', async () => {
    await page.keyboard.press('ArrowRight')
    await expect(tab(page, 'Terminal 1')).toBeFocused()
    await page.keyboard.press('End')
    await expect(tab(page, 'Terminal 3')).toHaveAttribute('aria-selected', 'true')
  })

  await test.step('close, by keyboard and by the menu, but not the last', async () => {
    await page.keyboard.press('Delete')
    await expect(tabs(page)).toHaveText(['build', 'Terminal 1'])
    await expect(tab(page, 'Terminal 1')).toBeFocused()
    await tab(page, 'build').click()
    await page.getByRole('button', { name: 'More for build' }).click()
    await page.getByRole('menuitem', { name: 'Close terminal' }).click()
    await expect(tabs(page)).toHaveText(['Terminal 1'])
    await page.getByRole('button', { name: 'More for Terminal 1' }).click()
    await expect(page.getByRole('menuitem', { name: 'Close terminal' })).toBeDisabled()
    await page.keyboard.press('Escape')
  })

  await test.step('all of it survives a reload', async () => {
    await page.reload()
    await expect(tabs(page)).toHaveText(['Terminal 1'])
  })
})

test('blocks say how they ended, and ask before they run again at once', async ({ page }) => {
  const works = block(page, 'echo one')
  await works.click()
  await expect(works).toHaveAttribute('data-status', 'done')
  const fails = block(page, 'ls /no-such-folder')
  await fails.click()
  await expect(fails).toHaveAttribute('data-status', 'failed')
  await expect(tab(page, 'Terminal 1')).toHaveAccessibleDescription(/last command failed with exit code \d/)

  await fails.click()
  await expect(fails).toHaveText('Run again?')
  await fails.click()
  await expect(fails).toHaveAttribute('data-status', 'failed')
  await expect(screenOf(page)).toHaveText(/no-such-folder[^]*no-such-folder[^]*no-such-folder[^]*no-such-folder/)
})

test('a tab shows what runs, and the block that interrupts it', async ({ page }) => {
  await block(page, 'sleep 300').click()
  await expect(tab(page, 'Terminal 1')).toHaveAccessibleDescription('running sleep 300')
  await expect(tab(page, 'Terminal 1')).toContainText('sleep 300')
  await block(page, 'echo free').click()
  await expect(block(page, 'echo free')).toHaveAttribute('data-status', 'done')
  // What somebody stopped has not failed.
  await expect(block(page, 'sleep 300')).toHaveAttribute('data-status', 'done')
  await expect(screenOf(page)).toContainText('^C')
})

test('a block goes to the terminal it names, one without a name to the terminal in front', async ({ page }) => {
  await page.getByRole('link', { name: 'Next' }).click()
  await block(page, 'echo from the second').click()
  await expect(tab(page, 'Terminal 2')).toHaveAttribute('aria-selected', 'true')
  await expect(screenOf(page, 'Terminal 2')).toHaveText(/from the second[^]*from the second/)
  await block(page, 'echo in front').click()
  await expect(screenOf(page, 'Terminal 2')).toHaveText(/in front[^]*in front/)
  await tab(page, 'Terminal 1').click()
  await expect(screenOf(page, 'Terminal 1')).not.toContainText('in front')
})

test('a bell behind another tab shows on it until it is looked at', async ({ page }) => {
  await type(page, 'sleep 1; printf "\\a"; sleep 300')
  await page.getByRole('button', { name: 'Open new terminal' }).click()
  await expect(tab(page, 'Terminal 1')).toHaveAccessibleDescription(/rang the bell/)
  await tab(page, 'Terminal 1').click()
  await expect(tab(page, 'Terminal 1')).not.toHaveAccessibleDescription(/rang the bell/)
})

test('a shell that ended says so and Enter starts a new one', async ({ page }) => {
  await type(page, 'exit 3')
  await expect(screenOf(page)).toContainText('Press Enter for a new one')
  await expect(tab(page, 'Terminal 1')).toHaveAccessibleDescription('shell ended with status 3')
  await expect(page.getByRole('button', { name: 'New shell' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'New shell' })).toBeHidden()
  await type(page, 'echo alive-$((40+2))')
  await expect(screenOf(page)).toContainText('alive-42')
})

test('marks lead from command to command, and the last output is copied', async ({ page }) => {
  await block(page, 'seq 1 300').click()
  await expect(screenOf(page)).toContainText('300')
  await type(page, 'ls /nope')
  await expect(page.locator('.command-mark[data-state="failed"]')).toBeVisible()

  await page.keyboard.press('Control+Shift+ArrowUp')
  await page.keyboard.press('Control+Shift+ArrowUp')
  await expect(screenOf(page)).toContainText('seq 1 300')
  await expect(screenOf(page)).not.toContainText('/nope')
  await page.keyboard.press('Control+Shift+ArrowDown')
  await expect(screenOf(page)).toContainText('/nope')

  await page.keyboard.press('Control+Shift+X')
  await expect(page.getByRole('log', { name: 'Notices' })).toContainText('Output of the last command copied')
  expect(await clipboard(page)).toMatch(/^ls: .*\/nope.*$/)

  await test.step('after a reload, too', async () => {
    await page.reload()
    await expect(page.locator('.command-mark[data-state="failed"]')).toBeVisible()
    await page.locator('.xterm-helper-textarea').focus()
    await page.keyboard.press('Control+Shift+ArrowUp')
    await page.keyboard.press('Control+Shift+ArrowUp')
    await expect(screenOf(page)).toContainText('seq 1 300')
    await page.evaluate(() => navigator.clipboard.writeText('-'))
    await page.keyboard.press('Control+Shift+X')
    await expect.poll(() => clipboard(page)).toMatch(/^ls: .*\/nope.*$/)
  })
})

test('keys scroll from where the screen is, and typing leads back', async ({ page }) => {
  await type(page, 'seq 1 900; seq 901 1000')
  await expect(screenOf(page)).toContainText('1000')
  await page.keyboard.press('Shift+PageUp')
  await expect(screenOf(page)).not.toContainText('1000')
  await expect(screenOf(page)).toContainText(/9[5-9]\d/)
  await page.keyboard.press('Shift+PageDown')
  await expect(screenOf(page)).toContainText('1000')
  await page.mouse.move(900, 300)
  await page.mouse.wheel(0, -400)
  await expect(screenOf(page)).not.toContainText('1000')
  await page.keyboard.type('x')
  await expect(screenOf(page)).toContainText('1000')
})

test('text is found in the scrollback', async ({ page }) => {
  await block(page, 'seq 1 300').click()
  await expect(screenOf(page)).toContainText('300')
  await page.keyboard.press('Control+Shift+F')
  await page.getByLabel('Find in terminal', { exact: true }).fill('17')
  const found = page.getByRole('search').getByRole('status')
  // 17, 117, 217 and 170 to 179.
  await expect(found).toHaveText('13 of 13')
  await page.getByRole('button', { name: 'Previous match' }).click()
  await expect(found).toHaveText('12 of 13')
  await page.getByLabel('Find in terminal', { exact: true }).fill('seventeen')
  await expect(found).toHaveText('Not found')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('search')).toBeHidden()
})

test('copies and pastes by keys, buttons and the context menu', async ({ page }) => {
  await page.evaluate(() => navigator.clipboard.writeText('echo pasted-$((1+1))'))
  await page.getByRole('button', { name: 'Paste (Ctrl+Shift+V)' }).click()
  await expect(screenOf(page)).toContainText('echo pasted-')
  await page.keyboard.press('Enter')
  await expect(screenOf(page)).toContainText('pasted-2')
  await page.locator('.xterm-screen').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Select all' }).click()
  await page.keyboard.press('Control+Shift+C')
  await expect.poll(() => clipboard(page)).toContain('pasted-2')
})

test('a link is asked about, with the address it really has', async ({ page }) => {
  await type(page, `printf '\\e]8;;https://example.org/real\\e\\\\harmless.test\\e]8;;\\e\\\\\\n'; printf '\\e]8;;javascript:alert(1)\\e\\\\script-link\\e]8;;\\e\\\\\\n'`)
  await openLink(page, 'harmless.test')
  const question = page.getByRole('dialog', { name: 'Open this address?' })
  await expect(question).toContainText('https://example.org/real')
  await expect(question.getByRole('link', { name: 'Open in a new tab' })).toHaveAttribute('rel', 'noopener noreferrer')
  await question.getByRole('button', { name: 'Stay here' }).click()

  await type(page, 'echo see https://example.org/plain')
  await expect(screenOf(page)).toHaveText(/plain[^]*plain[^]*[#$]\s*$/)
  await openLink(page, 'https://example.org/plain')
  await expect(question).toContainText('https://example.org/plain')
  await page.keyboard.press('Escape')

  // Anything but http and https is no link at all.
  const { x, y } = await endOf(page, 'script-link')
  await page.mouse.click(x, y)
  await expect(page.locator('.xterm-cursor-pointer')).toBeHidden()
  await expect(question).toBeHidden()
})

test('a documented key leaves the terminal and another leads back', async ({ page }) => {
  await page.locator('.xterm-helper-textarea').focus()
  await expect(page.locator('.xterm-helper-textarea')).toHaveAttribute('aria-label', /Control Shift Left Arrow leaves the terminal/)
  await page.keyboard.press('Control+Shift+ArrowLeft')
  await expect(page.getByRole('region', { name: 'Steps' })).toBeFocused()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('leave the terminal or its transcript for the steps')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+ArrowRight')
  await expect(page.locator('.xterm-helper-textarea')).toBeFocused()
})

test('the cursor blinks, and the browser draws nothing in between', async ({ page }) => {
  const cursor = page.locator('.xterm-cursor-blink')
  await page.locator('.xterm-helper-textarea').focus()
  const ground = () => cursor.evaluate((element) => getComputedStyle(element).backgroundColor)
  const first = await ground()
  await expect.poll(ground).not.toBe(first)
  await expect.poll(ground).toBe(first)
  expect(await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)).toBe(0)
})

test.describe('with a graphics card', () => {
  test('draws with it, and without it once the browser takes it away', async ({ page }) => {
    // The card of a test machine is the processor; only its name is another here.
    await page.addInitScript(() => {
      const real = WebGL2RenderingContext.prototype.getParameter
      WebGL2RenderingContext.prototype.getParameter = function getParameter(name: number): unknown {
        return name === 0x9246 ? 'A card' : real.call(this, name)
      }
    })
    await page.reload()
    await atPrompt(page)
    // A terminal that prints little does without.
    await type(page, 'seq 1 20000')
    const canvas = page.locator('.xterm-screen > canvas:not([class])')
    await expect(canvas).toBeAttached()
    await canvas.evaluate((element: HTMLCanvasElement) => element.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext())
    await expect(canvas).not.toBeAttached()
    await expect(screenOf(page)).toContainText('20000')
  })
})

function tabs(page: Page): Locator {
  return page.getByRole('tablist', { name: 'Terminals and pages' }).getByRole('tab')
}

function tab(page: Page, name: string): Locator {
  return page.getByRole('tab', { name, exact: true })
}

function block(page: Page, command: string): Locator {
  return page.getByRole('button', { name: `Run in terminal: ${command}` })
}

function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Clicks a link of the screen; xterm finds what is under the pointer once that has moved. */
async function openLink(page: Page, text: string): Promise<void> {
  await expect(async () => {
    const { x, y } = await endOf(page, text)
    await page.mouse.move(x - 18, y)
    await page.mouse.move(x, y)
    await expect(page.locator('.xterm-cursor-pointer')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await page.mouse.down()
  await page.mouse.up()
}

/** Where the last line with a text at its end has the end of it. */
async function endOf(page: Page, text: string): Promise<{ x: number; y: number }> {
  const box = await screenOf(page).locator('> div', { hasText: text }).last().locator('span', { hasText: text }).last().boundingBox()
  if (!box) throw new Error(`${text} is not on the screen`)
  return { x: box.x + box.width - 12, y: box.y + box.height / 2 }
}
