import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { startPlayer } from './player.ts'
import { xssPayloads } from './xss-payloads.ts'

const perPage = 40

test('W6: nothing that an author writes runs on our pages', async ({ page }) => {
  test.setTimeout(240_000)
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-xss-'))
  const pages = writeScenario(folder)
  const player = await startPlayer({ scenarios: folder })
  try {
    const hits: string[] = []
    await page.exposeFunction('rehearsalHit', (name: string) => void hits.push(name))
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
        // The binding is there from the first script on.
        ;(window as unknown as { rehearsalHit(name: string): void }).rehearsalHit(`policy: ${violatedDirective} ${blockedURI} ${sample}`)
      })
    })
    page.on('dialog', (dialog) => {
      hits.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    // First what must be caught: markup with a handler that got past every filter.
    await page.goto(`${player.url}/learn/payloads/1`)
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<img src="missing:" onerror="rehearsalHit()">'))
    await expect.poll(() => hits.length).toBeGreaterThan(0)
    hits.length = 0

    for (let step = 1; step <= pages; step += 1) {
      await page.goto(`${player.url}/learn/payloads/${step}`)
      await expect(page.getByText(`end of page ${step}`)).toBeVisible()
      const elements = await page.evaluate(touchEverything)
      expect(elements).toBeGreaterThan(perPage)
    }
    expect(hits).toEqual([])
  } finally {
    await player.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Lets every handler fire that an attribute could have set; resolves to the number of elements. */
function touchEverything(): number {
  const elements = [...document.querySelectorAll('main *')]
  for (const element of elements) {
    for (const type of ['mouseover', 'mouseenter', 'focus', 'toggle', 'load', 'error', 'pointerdown', 'animationstart', 'wheel', 'copy', 'input']) {
      element.dispatchEvent(new Event(type, { bubbles: true }))
    }
    // Following a link to another page would end the test; one that is code is what we look for.
    if (element instanceof HTMLAnchorElement && /^\s*(javascript|vbscript|data):/i.test(element.href)) element.click()
  }
  return elements.length
}

/** One scenario with every payload; resolves to its number of steps. */
function writeScenario(folder: string): number {
  const scenario = join(folder, 'payloads')
  mkdirSync(scenario)
  const count = Math.ceil(xssPayloads.length / perPage)
  const steps = Array.from({ length: count }, (_, at) => {
    const texts = xssPayloads.slice(at * perPage, (at + 1) * perPage)
    writeFileSync(join(scenario, `step${at + 1}.md`), `${texts.join('\n\n----\n\n')}\n\n</textarea></style></script>--></title>\n\nend of page ${at + 1}\n`)
    return { title: `Payloads <img src=x onerror=rehearsalHit('title')> ${at + 1}`, text: `step${at + 1}.md` }
  })
  writeFileSync(join(scenario, 'index.json'), JSON.stringify({
    title: "<script>rehearsalHit('name')</script>",
    description: "<img src=x onerror=rehearsalHit('description')>",
    details: { steps },
    backend: { imageid: '"><script>rehearsalHit(1)</script>' },
    environment: { uilayout: 'terminal', showdashboard: true, dashboards: [{ name: '<b onclick=rehearsalHit(2)>', href: "javascript:rehearsalHit('dashboard')" }] },
  }))
  return count
}
