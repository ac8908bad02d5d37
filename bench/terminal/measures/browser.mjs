import { withChromium } from '../../lib/chromium.mjs'
import { unicodeLine } from '../lib/fixture.mjs'
import { median } from '../lib/numbers.mjs'
import { watchKeys, watchPage } from '../lib/page-watch.mjs'

export const rounds = 2

/** A real browser on the peer's own page, headless and without a graphics card. */
export function measure({ peer, at, scale }) {
  return withChromium(async (browser) => {
    const context = await browser.newContext({ viewport: { width: 1024, height: 768 } })
    await context.addInitScript(watchPage)
    const url = `http://127.0.0.1:${at.port}${peer.browser.path}`
    const cold = await load(context, url)
    await cold.page.close()
    const { page, promptMs: warmMs } = await load(context, url)
    await page.waitForTimeout(1_000)
    await page.evaluate(watchKeys)
    for (let key = 0; key < scale(60); key += 1) {
      await page.keyboard.press(String.fromCharCode(97 + (key % 26)))
      await page.waitForTimeout(60 + Math.random() * 40)
    }
    const keys = await page.evaluate(() => window.bench.keys)
    const shown = await show(page, 'bench_show', 300_000)
    const large = scale(2_000_000)
    const longMs = await show(page, 'bench_show', large)
    let [lines, broken] = [0, 0]
    for (let count = 3_000; count < 3_005; count += 1) {
      await show(page, 'bench_unicode', count)
      const found = (await page.evaluate(() => window.bench.lines(900))).filter((line) => line.startsWith('|'))
      lines += found.length
      broken += found.filter((line) => line !== unicodeLine).length
    }
    await page.close()
    return {
      weightKib: cold.bytes / 1024, requests: cold.requests, coldMs: cold.promptMs, warmMs,
      keyToScreenMs: median(keys), shownMs: shown, mibPerSecond: bytesOfSeq(large) / 1024 ** 2 / (longMs / 1_000), unicodeLines: lines, brokenLines: broken,
    }
  })
}

async function load(context, url) {
  const page = await context.newPage()
  page.on('dialog', (dialog) => void dialog.accept().catch(() => {}))
  const network = await context.newCDPSession(page)
  const weight = { bytes: 0, requests: 0 }
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    weight.bytes += encodedDataLength
    weight.requests += 1
  })
  await network.send('Network.enable')
  await page.goto(url, { waitUntil: 'commit' })
  const prompt = await page.waitForFunction(() => window.bench?.promptAt, undefined, { timeout: 60_000, polling: 50 })
  const promptMs = await prompt.jsonValue()
  await page.waitForTimeout(1_500)
  return { page, promptMs, ...weight }
}

/** Runs a command of the fixture and waits until its last line is drawn: milliseconds from Enter on. */
async function show(page, command, count) {
  await page.keyboard.press('Control+u')
  await page.keyboard.insertText(`${command} ${count}`)
  await page.waitForTimeout(300)
  await page.evaluate((end) => Object.assign(window.bench, { wanted: end, shownMs: undefined }), `<<END${count}>>`)
  await page.keyboard.press('Enter')
  const shown = await page.waitForFunction(() => window.bench.shownMs, undefined, { timeout: 120_000, polling: 50 })
  return shown.jsonValue()
}

function bytesOfSeq(last) {
  let bytes = 0
  for (let digits = 1, from = 1; from <= last; digits += 1, from *= 10) bytes += (Math.min(last, from * 10 - 1) - from + 1) * (digits + 2)
  return bytes
}
