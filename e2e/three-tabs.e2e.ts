import { join } from 'node:path'
import { expect, type BrowserContext, type Page } from '@playwright/test'
import { testWithPlayer } from './player.ts'
import { lastLines, readSize, watchScreens } from './screen-text.ts'

const test = testWithPlayer({ scenarios: join(import.meta.dirname, 'scenarios', 'terminals') })

const viewports = [{ width: 1280, height: 800 }, { width: 1000, height: 640 }, { width: 900, height: 720 }]

test('R14: three tabs that pull at one terminal agree on its size, and nobody goes on about it', async ({ context, player }) => {
  const tabs: Tab[] = []
  for (const viewport of viewports) tabs.push(await openTab(context, `${player.url}/learn/shell/1`, viewport))
  // Each new tab takes the session; those before it want to go on as well.
  for (const { page } of tabs.slice(0, -1)) {
    await page.getByRole('button', { name: 'Use it in both' }).click()
    await expect(page.getByText('This session moved to another tab.')).toBeHidden()
  }

  await test.step('they pull', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (const [at, { page }] of tabs.entries()) {
        const { width, height } = viewports[(at + round) % viewports.length] ?? { width: 800, height: 600 }
        await page.setViewportSize({ width, height })
        await type(page, '')
      }
    }
  })

  let question = 0
  for (const [at, { page }] of tabs.entries()) {
    await test.step(`tab ${at + 1} is used: all have its size, and it can be worked with`, async () => {
      await page.bringToFront()
      // A tab behind another one lays its page out when it comes to the front, which may be after the first line.
      await expect(async () => {
        question += 1
        await type(page, `echo "${question} has "$(stty size | tr ' ' x).`)
        const told = new RegExp(`${question} has (\\d+)x(\\d+)\\.`)
        for (const other of tabs) await expect.poll(() => lastLines(other.page, 2)).toMatch(told)
        const [, rows, cols] = told.exec(await lastLines(page, 2)) ?? []
        for (const other of tabs) expect(await readSize(other.page)).toEqual({ cols: Number(cols), rows: Number(rows) })
      }).toPass()
    })
  }

  await test.step('then it is quiet', async () => {
    const before = tabs.map(({ resizes }) => resizes())
    const { page } = tabs[2] ?? tabs[0] ?? fail()
    for (let round = 0; round < 4; round += 1) {
      await type(page, `echo "round "${round}`)
      for (const other of tabs) await expect.poll(() => lastLines(other.page, 2)).toContain(`round ${round}`)
    }
    expect(tabs.map(({ resizes }) => resizes())).toEqual(before)
  })
})

interface Tab {
  readonly page: Page
  /** How often it asked for another size. */
  resizes(): number
}

async function openTab(context: BrowserContext, url: string, viewport: { readonly width: number; readonly height: number }): Promise<Tab> {
  const page = await context.newPage()
  let resizes = 0
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => {
    if (payload.toString().includes('terminal:resize')) resizes += 1
  }))
  await page.setViewportSize(viewport)
  await watchScreens(page)
  await page.goto(url)
  await expect.poll(() => lastLines(page, 1)).toMatch(/[$#] ?$/)
  return { page, resizes: () => resizes }
}

async function type(page: Page, line: string): Promise<void> {
  await page.locator('.xterm-helper-textarea').first().focus()
  await page.keyboard.insertText(line)
  await page.keyboard.press('Enter')
}

function fail(): never {
  throw new Error('Expected three tabs')
}
