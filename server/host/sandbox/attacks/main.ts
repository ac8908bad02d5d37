import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isOnPath } from '../linux/engine.ts'
import { runShell, testSpec } from '../testing.ts'
import { attackInternet, internetAttacks } from './internet/attack-internet.ts'
import { runAttacks } from './run-attacks.ts'
import type { AttackResult, Target } from './scene.ts'
import { drawTable, judge } from './table.ts'
import { attackTargets } from './targets.ts'

export interface AttackRun {
  /** Titles of targets; all when empty. */
  readonly only: readonly string[]
  readonly programs: string
  readonly secret: string
  readonly hostMark: string
  /** Command that runs this module's `holdOne`. */
  readonly orphanHost: readonly string[]
  /** Command that runs its `attackInternetOf` and prints what comes of it, a line of JSON for each. */
  readonly internetHost: readonly string[]
}

/**
 * Attacks every driver that works here and prints what held.
 * @returns whether all is as it should be: nothing got through where learners are kept in, and enough did where they are not
 */
export async function attackAll({ only, programs, secret, hostMark, orphanHost, internetHost }: AttackRun): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-attack-'))
  const columns: { readonly title: string; readonly skipped?: string; readonly results: readonly AttackResult[] }[] = []
  try {
    for (const target of attackTargets(folder)) {
      if (only.length > 0 && !only.includes(target.title)) continue
      const skipped = await whyNot(target)
      if (skipped) {
        console.log(`\n${target.title}: skipped. ${skipped}`)
        columns.push({ title: target.title, skipped, results: [] })
        continue
      }
      console.log(`\n${target.title}`)
      const results = await runAttacks({ target, programs, secret, hostMark, orphanHost: [...orphanHost, target.title], onResult: print })
      columns.push({ title: target.title, results: [...results, ...await attacksFromOwnNetwork([...internetHost, target.title])] })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`\n${drawTable(columns)}`)
  const complaints = columns.flatMap(({ title, results }) => judge(title, results))
  for (const complaint of complaints) console.log(complaint)
  return complaints.length === 0 && columns.some(({ results }) => results.length > 0)
}

async function whyNot({ driver, root }: Target): Promise<string | undefined> {
  const probed = await driver.probe()
  if (!probed.ok) return probed.reason
  if (!root) return undefined
  const sandbox = await driver.create(testSpec({ root }))
  const { code } = await runShell(sandbox, 'touch /usr/written && rm /usr/written').finally(() => sandbox.destroy())
  return code === 0 ? undefined : 'There is no root file system that a learner could be root of (environments/rootfs/build.sh).'
}

/** A host that makes one sandbox with a daemon in it, says so, and stays until it is killed. */
export async function holdOne(title: string, tag: string): Promise<never> {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-orphan-'))
  const target = attackTargets(folder).find((candidate) => candidate.title === title)
  if (!target) throw new Error(`There is no driver ${title}`)
  const sandbox = await target.driver.create(testSpec({ root: target.root }))
  const pty = await sandbox.openPty({ cols: 80, rows: 24 })
  pty.write(Buffer.from(`sleep ${tag}\r`))
  await runShell(sandbox, `(setsid nohup sleep ${tag} >/dev/null 2>&1 &)`)
  console.log('up')
  return new Promise(() => {
    setInterval(() => undefined, 1 << 30)
  })
}

/** The attacks of a session with internet; in a network namespace of its own, for what is laid around it is nobody else's. */
export async function attackInternetOf(title: string, programs: string): Promise<void> {
  const tell = (line: InternetLine) => console.log(JSON.stringify(line))
  const skipped = await attackInternet({ title, programs, onResult: (result) => tell({ result }) })
  if (skipped) tell({ skipped })
}

export type InternetLine = { readonly result: AttackResult } | { readonly skipped: string }

async function attacksFromOwnNetwork(command: readonly string[]): Promise<readonly AttackResult[]> {
  const lines = await internetLines(command)
  const skip = lines.find((line) => 'skipped' in line)
  if (skip) {
    console.log(`  skipped  attacks with internet (${skip.skipped})`)
    return []
  }
  const results = lines.flatMap((line) => ('result' in line ? [line.result] : []))
  for (const result of results) print(result)
  const missing = internetAttacks.filter(({ title }) => !results.some((result) => result.title === title))
  return [...results, ...missing.map(({ title, onBareShell }): AttackResult => ({ title, onBareShell, verdict: { kind: 'breached', detail: 'it was not seen to its end' } }))]
}

/** What `attackInternetOf` told in a process of its own. @param command runs it */
export async function internetLines(command: readonly string[]): Promise<readonly InternetLine[]> {
  const absent = ['unshare', 'ip', 'nft', 'slirp4netns', 'python3'].filter((program) => !isOnPath(program))
  if (process.getuid?.() !== 0 || absent.length > 0) return [{ skipped: absent.length > 0 ? `Expected ${absent.join(', ')} on PATH.` : 'Expected to run as root.' }]
  const child = spawn('unshare', ['--net', ...command], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  await new Promise((resolve) => {
    child.once('close', resolve)
  })
  // The cast is ours on both sides: these lines are `attackInternetOf`'s.
  return text.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as InternetLine)
}

function print({ title, verdict }: AttackResult): void {
  const word = { held: 'held', breached: 'BREACHED', skipped: 'skipped' }[verdict.kind]
  console.log(`  ${word.padEnd(8)} ${title}${verdict.detail ? ` (${verdict.detail})` : ''}`)
}
