import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { internetAttacks } from '../../attacks/internet/attack-internet.ts'
import { internetLines } from '../../attacks/main.ts'
import { bwrapDriver } from '../../bwrap.ts'
import { ociDriver } from '../../oci.ts'
import { runShell, testRootFileSystems, testSpec } from '../../testing.ts'
import { openFirewall } from './firewall.ts'
import { openInternet } from './internet.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const folder = mkdtempSync(join(here('../../../../../node_modules'), '.internet-'))
const options = { folder, rootFileSystems: testRootFileSystems }
const missing = openInternet({ users: [700_000, 700_001] }).missing()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

for (const driver of [bwrapDriver(options), ociDriver({ ...options, runtime: 'runc' })]) {
  const probed = await driver.probe()
  const reason = missing ?? (probed.ok ? undefined : probed.reason)

  describe.skipIf(reason !== undefined)(`internet on driver ${driver.name}${reason ? `: ${reason}` : ''}`, () => {
    beforeAll(() => build({
      entryPoints: [here('../../attacks/main.ts')], outfile: join(folder, 'main.mjs'), bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', logLevel: 'error',
    }))

    // In a process of its own, in a network namespace of its own: all that is tried is laid there, and answers.
    it('reaches what is public, by address and by name, and nothing else', { timeout: 180_000 }, async () => {
      const run = `import(${JSON.stringify(join(folder, 'main.mjs'))}).then((m) => m.attackInternetOf(${JSON.stringify(driver.name)}, ${JSON.stringify(here('../../attacks/inside'))})).then(() => process.exit(0))`
      const lines = await internetLines([process.execPath, '-e', run])
      expect(lines.map((line) => ('result' in line ? `${line.result.title}: ${line.result.verdict.kind}${line.result.verdict.kind === 'held' ? '' : ` (${line.result.verdict.detail})`}` : line.skipped))).toEqual(internetAttacks.map(({ title }) => `${title}: held`))
    })

    it('is for those alone who ask, and where it was opened', async () => {
      const [asked, unasked] = await Promise.all([driver.create(testSpec({ internet: true })), driver.create(testSpec())])
      try {
        expect(asked.warnings).toContainEqual(expect.stringMatching(/no way to the internet.*has not opened one/))
        const devices = await Promise.all([asked, unasked].map(async (sandbox) => (await runShell(sandbox, 'grep -c : /proc/net/dev; cat /proc/net/route')).stdout.toString()))
        for (const text of devices) expect(text).not.toContain('tap0')
      } finally {
        await Promise.all([asked, unasked].map((sandbox) => sandbox.destroy()))
      }
    })
  })
}

describe.skipIf(missing !== undefined)(`rules about the internet${missing ? `: ${missing}` : ''}`, () => {
  it('are seen to be missing for a user that they do not name', async () => {
    // Nobody loads rules for this one, whatever else runs on this machine.
    await expect(openFirewall([899_998, 899_999]).mustRefuse(899_999)).rejects.toThrow(/without rules|reaches this machine/)
  })
})
