import { stripVTControlCharacters } from 'node:util'
import type { Sandbox, SandboxDriver } from '../../server/host/sandbox/sandbox.ts'
import { runShell, testSpec } from '../../server/host/sandbox/testing.ts'
import { benchId } from './held.ts'
import { availableMebibytes } from './numbers.ts'

/** Milliseconds from nothing to a shell that shows its prompt; the sandbox is gone afterwards. */
export async function startOne(driver: SandboxDriver): Promise<number> {
  const { sandbox, ms } = await startToPrompt(driver)
  await sandbox.destroy()
  return ms
}

/** The same for many at the same moment, and how much less memory the machine has while they are there. */
export async function startMany(driver: SandboxDriver, count: number): Promise<{ readonly times: readonly number[]; readonly mebibytesEach: number }> {
  const before = availableMebibytes()
  const started = await Promise.all(Array.from({ length: count }, () => startToPrompt(driver)))
  const mebibytesEach = (before - availableMebibytes()) / count
  for (const { sandbox } of started) await sandbox.destroy()
  return { times: started.map(({ ms }) => ms), mebibytesEach }
}

/** Makes and destroys sandboxes four at a time, each with a terminal, a program and a daemon that would like to stay. */
export async function runRounds(driver: SandboxDriver, rounds: number): Promise<void> {
  let left = rounds
  await Promise.all([1, 2, 3, 4].map(async () => {
    while (left-- > 0) {
      const { sandbox } = await startToPrompt(driver)
      await runShell(sandbox, '(setsid nohup sleep 600 >/dev/null 2>&1 &)')
      await sandbox.destroy()
    }
  }))
}

async function startToPrompt(driver: SandboxDriver): Promise<{ readonly sandbox: Sandbox; readonly ms: number }> {
  const from = performance.now()
  const sandbox = await driver.create(testSpec({ id: benchId() }))
  const pty = await sandbox.openPty({ cols: 80, rows: 24 })
  await new Promise<void>((resolve, reject) => {
    let heard = ''
    pty.onData((data) => {
      heard += data.toString()
      if (/[$#] $/.test(stripVTControlCharacters(heard))) resolve()
    })
    pty.onExit(({ code }) => reject(new Error(`Expected a prompt, but the terminal ended with ${code} after ${JSON.stringify(heard)}`)))
  })
  return { sandbox, ms: performance.now() - from }
}
