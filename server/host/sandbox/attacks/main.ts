import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isOnPath } from '../linux/engine.ts'
import { runShell, testSpec } from '../testing.ts'
import { becomeUser } from './as-user.ts'
import { attackInternet, internetAttacks } from './internet/attack-internet.ts'
import { runAttacks } from './run-attacks.ts'
import type { AttackResult, Target } from './scene.ts'
import { resultLines, tellLine, type ResultLine } from './result-lines.ts'
import { drawTable, judge, type Column } from './table.ts'
import { attackTargets, userTargets, type UserTarget } from './targets.ts'

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
  /** Command that runs its `attackLinesOf`, with a title to follow. */
  readonly userHost: readonly string[]
  /** Folder that all of these commands are in. */
  readonly project: string
}

/**
 * Attacks every driver that works here and prints what held.
 * @returns whether all is as it should be: nothing got through where learners are kept in, and enough did where they are not
 */
export async function attackAll(run: AttackRun): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-attack-'))
  const isWanted = ({ title }: { readonly title: string }) => run.only.length === 0 || run.only.includes(title)
  const columns: Column[] = []
  try {
    for (const target of attackTargets(folder).filter(isWanted)) columns.push(await attackOne(run, target))
    for (const target of userTargets.filter(isWanted)) columns.push(await attackAsUser(run, target))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`\n${drawTable(columns)}`)
  const complaints = columns.flatMap(({ title, results }) => judge(title, results, userTargets.find((target) => target.title === title)?.open))
  for (const complaint of complaints) console.log(complaint)
  return complaints.length === 0 && columns.some(({ results }) => results.length > 0)
}

async function attackOne({ programs, secret, hostMark, orphanHost, internetHost }: AttackRun, target: Target): Promise<Column> {
  const { title } = target
  const skipped = await whyNot(target)
  if (skipped) return skippedColumn(title, skipped)
  console.log(`\n${title}`)
  const results = await runAttacks({ target, programs, secret, hostMark, orphanHost: [...orphanHost, title], onResult: print })
  return { title, results: [...results, ...await attacksFromOwnNetwork([...internetHost, title])] }
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
  const skipped = await attackInternet({ title, programs, onResult: (result) => tellLine({ result }) })
  if (skipped) tellLine({ skipped })
}

/** What `attackInternetOf` told in a process of its own. @param command runs it */
export async function internetLines(command: readonly string[]): Promise<readonly ResultLine[]> {
  const absent = ['unshare', 'ip', 'nft', 'slirp4netns', 'python3'].filter((program) => !isOnPath(program))
  if (process.getuid?.() !== 0 || absent.length > 0) return [{ skipped: absent.length > 0 ? `Expected ${absent.join(', ')} on PATH.` : 'Expected to run as root.' }]
  return resultLines(['unshare', '--net', ...command])
}

async function attacksFromOwnNetwork(command: readonly string[]): Promise<readonly AttackResult[]> {
  const lines = await internetLines(command)
  const skip = lines.find((line) => 'skipped' in line)
  if (skip) {
    console.log(`  skipped  attacks with internet (${skip.skipped})`)
    return []
  }
  const results = resultsOf(lines)
  for (const result of results) print(result)
  const missing = internetAttacks.filter(({ title }) => !results.some((result) => result.title === title))
  return [...results, ...missing.map(({ title, onBareShell }): AttackResult => ({ title, onBareShell, verdict: { kind: 'breached', detail: 'it was not seen to its end' } }))]
}

/** The attacks on a driver in a host process that an ordinary user started. */
export async function attackLinesOf(title: string, run: Omit<AttackRun, 'only' | 'internetHost' | 'userHost' | 'project'>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-attack-'))
  try {
    const target = attackTargets(folder).find((candidate) => candidate.title === title)
    if (!target) throw new Error(`There is no driver ${title}`)
    const skipped = await whyNot(target)
    if (skipped) tellLine({ skipped })
    else await runAttacks({ ...run, target, orphanHost: [...run.orphanHost, title], onResult: (result) => tellLine({ result }) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function attackAsUser({ userHost, project }: Pick<AttackRun, 'userHost' | 'project'>, { title, givenGroups }: UserTarget): Promise<Column> {
  const user = becomeUser({ givenGroups, project })
  if (typeof user === 'string') return skippedColumn(title, user)
  try {
    console.log(`\n${title}`)
    const lines = await resultLines(user.command([...userHost, 'bwrap']), (line) => {
      if ('result' in line) print(line.result)
    })
    const skip = lines.find((line) => 'skipped' in line)
    if (skip) return skippedColumn(title, skip.skipped)
    const results = resultsOf(lines)
    return { title, results: results.length > 0 ? results : [{ title: 'all of them', onBareShell: 'held', verdict: { kind: 'breached', detail: 'they were not seen to their end' } }] }
  } finally {
    await user.close()
  }
}

function skippedColumn(title: string, skipped: string): Column {
  console.log(`\n${title}: skipped. ${skipped}`)
  return { title, skipped, results: [] }
}

function resultsOf(lines: readonly ResultLine[]): readonly AttackResult[] {
  return lines.flatMap((line) => ('result' in line ? [line.result] : []))
}

function print({ title, verdict }: AttackResult): void {
  const word = { held: 'held', breached: 'BREACHED', skipped: 'skipped' }[verdict.kind]
  console.log(`  ${word.padEnd(8)} ${title}${verdict.detail ? ` (${verdict.detail})` : ''}`)
}
