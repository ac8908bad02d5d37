import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { bwrapDriver } from '../bwrap.ts'
import { findCgroups, groupFolder } from '../cgroups/cgroups.ts'
import { testRootFileSystems, testSpec } from '../testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'ended-terminals-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const driver = bwrapDriver({ folder, rootFileSystems: testRootFileSystems })
const probed = await driver.probe()

it.skipIf(!probed.ok || typeof findCgroups() === 'string')('leaves no ended program of a killed terminal to the first process of the machine', async () => {
  const spec = testSpec()
  const sandbox = await driver.create(spec)
  try {
    const before = counted(spec.id)
    for (let round = 0; round < 8; round += 1) {
      const pty = await sandbox.openPty({ cols: 80, rows: 24 })
      const ended = new Promise<void>((resolve) => pty.onExit(() => resolve()))
      await new Promise<void>((resolve) => {
        let text = ''
        pty.onData((chunk) => {
          text += chunk.toString()
          if (/[\r\n]ready/.test(text)) resolve()
        })
        pty.write(Buffer.from('echo re""ady\r'))
      })
      pty.kill('SIGKILL')
      await ended
    }
    // Where the first process is quick this holds anyway.
    expect(counted(spec.id)).toBeLessThan(before + 4)
  } finally {
    await sandbox.destroy()
  }
})

/** Processes that count among a sandbox's, those that have ended and were not taken away among them. */
function counted(id: string): number {
  const cgroups = findCgroups()
  if (typeof cgroups === 'string') throw new Error(cgroups)
  return Number(readFileSync(join(cgroups.version === 2 ? cgroups.root : cgroups.roots.pids, groupFolder, id, 'pids.current'), 'utf8'))
}
