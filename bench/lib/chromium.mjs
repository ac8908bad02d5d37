import { chromium } from '@playwright/test'
import { findChromium } from '../../scripts/lib/chromium.mjs'

/** Runs `task` with a headless Chromium that keeps to the addresses it is given. */
export async function withChromium(task) {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ['--disable-quic', '--disable-background-networking', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  })
  try {
    return await task(browser)
  } finally {
    await browser.close()
  }
}
