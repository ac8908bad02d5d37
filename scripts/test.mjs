import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installIfNeeded } from './lib/install.mjs'
import { requireNode, run } from './lib/run.mjs'

requireNode()
await installIfNeeded('all')

const { buildIfStale } = await import('./lib/build.mjs')
const { findChromium } = await import('./lib/chromium.mjs')
const { findOldKubectl } = await import('./lib/kubectl.mjs')
const { add, countPlaywright, countVitest } = await import('./lib/count.mjs')

const reports = mkdtempSync(join(tmpdir(), 'rehearsal-test-'))
const unitReport = join(reports, 'unit.json')
const browserReport = join(reports, 'browser.json')
const kubectl = await findOldKubectl()
const env = { CHROMIUM_BIN: await findChromium(), ...(kubectl ? { KUBECTL_1_20: kubectl } : {}) }

// The build comes first: unit tests start the built programs, as users do.
await buildIfStale()
await npmRun('typecheck')
await npmRun('lint')
const unitOk = await attempt(() => run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`], { env }))
const browserOk = await attempt(() => run('npx', ['playwright', 'test'], { env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport } }))

const total = add(countVitest(unitReport), countPlaywright(browserReport))
rmSync(reports, { recursive: true, force: true })
console.log(`\nTests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped${total.flaky > 0 ? ` (${total.flaky} passed on a second try)` : ''}`)
process.exitCode = unitOk && browserOk && total.failed === 0 && total.passed > 0 ? 0 : 1

function npmRun(script) {
  return run('npm', ['run', '--silent', script], { env })
}

async function attempt(task) {
  try {
    await task()
    return true
  } catch (error) {
    console.error(error.message)
    return false
  }
}
