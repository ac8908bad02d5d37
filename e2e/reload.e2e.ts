import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { testWithPlayer } from './player.ts'
import { lastLines, readScreen, watchScreens, type ScreenText } from './screen-text.ts'

const test = testWithPlayer({ scenarios: join(import.meta.dirname, 'scenarios', 'terminals') })
const { describe } = test

async function openTerminal(page: Page, url: string): Promise<void> {
  await watchScreens(page)
  await page.goto(`${url}/learn/shell/1`)
  await promptComes(page)
}

async function promptComes(page: Page): Promise<void> {
  await expect.poll(() => lastLines(page, 1)).toMatch(/[$#] ?$/)
  await page.locator('.xterm-helper-textarea').first().focus()
}

async function enter(page: Page, line: string): Promise<void> {
  await page.keyboard.insertText(line)
  await page.keyboard.press('Enter')
}

/** Waits until the screen stands still, and gives it. */
async function settled(page: Page, shows: (screen: ScreenText) => boolean): Promise<ScreenText> {
  let last = ''
  await expect.poll(async () => {
    const screen = await readScreen(page)
    const now = JSON.stringify(screen)
    const stands = screen !== undefined && shows(screen) && now === last
    last = now
    return stands
  }, { intervals: [200] }).toBe(true)
  return JSON.parse(last) as ScreenText
}

async function sameAfterReload(page: Page, before: ScreenText): Promise<void> {
  await page.reload()
  await expect.poll(() => readScreen(page)).toEqual(before)
  await page.locator('.xterm-helper-textarea').first().focus()
}

function missing(program: string): boolean {
  return !(process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

describe('after the page was loaded anew the same screen is back', () => {
  test('at a prompt with 5,000 lines above it', async ({ page, player }) => {
    await openTerminal(page, player.url)
    await enter(page, 'for n in $(seq 1 5000); do printf "\\033[3%dmline %d — “%s”\\033[m\\n" $((n % 8)) $n "ünï 日本"; done')
    await enter(page, 'echo the "end"')
    const before = await settled(page, ({ lines }) => lines.some((line) => line === 'the end') && /[$#] ?$/.test(lines.findLast((line) => line.trim() !== '') ?? ''))
    expect(before.lines.length).toBeGreaterThan(5_000)
    await sameAfterReload(page, before)
    await enter(page, 'echo still "here"')
    await expect.poll(() => lastLines(page, 3)).toContain('still here')
  })

  test('in vim', async ({ page, player }) => {
    test.skip(missing('vim'), 'vim is not on this machine')
    await openTerminal(page, player.url)
    await enter(page, 'seq 1 300 > numbers; vim -u NONE -i NONE -n +150 numbers')
    await settled(page, ({ alternate, lines }) => alternate && lines.some((line) => line === '150'))
    await page.keyboard.type('3jA and some ünïcode 日本')
    const before = await settled(page, ({ lines }) => lines.some((line) => line === '153 and some ünïcode 日本'))
    await sameAfterReload(page, before)
    await page.keyboard.press('Escape')
    await enter(page, ':wq')
    await promptComes(page)
    await enter(page, 'sed -n 153p numbers')
    await expect.poll(() => lastLines(page, 2)).toContain('153 and some ünïcode 日本')
  })

  test('in a pager', async ({ page, player }) => {
    test.skip(missing('less'), 'less is not on this machine')
    await openTerminal(page, player.url)
    await enter(page, 'clear; seq 1 3000 | less')
    await settled(page, ({ alternate, lines }) => alternate && lines[0] === '1')
    await page.keyboard.type('1000G')
    const before = await settled(page, ({ lines }) => lines[0] === '1000')
    await sameAfterReload(page, before)
    await page.keyboard.press('q')
    await promptComes(page)
  })

  test('in top', async ({ page, player }) => {
    test.skip(missing('top'), 'top is not on this machine')
    await openTerminal(page, player.url)
    // Each second other numbers: what stays is where things stand.
    await enter(page, 'clear; top -d 600')
    const form = ({ lines, cursor }: ScreenText) => ({ head: lines.slice(0, 7).map((line) => line.replaceAll(/[\d.,:+]+/g, '0').replaceAll(/ +/g, ' ').slice(0, 12)), rows: lines.length, cursor })
    const before = await settled(page, ({ lines }) => lines[0]?.startsWith('top - ') === true && lines.some((line) => line.includes('PID USER')))
    await page.reload()
    await expect.poll(async () => {
      const screen = await readScreen(page)
      return screen && form(screen)
    }).toEqual(form(before))
    await page.locator('.xterm-helper-textarea').first().focus()
    await page.keyboard.press('q')
    await promptComes(page)
  })
})
