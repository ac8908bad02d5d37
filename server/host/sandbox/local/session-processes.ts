import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { uptime } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { parseListening } from '../network/listening.ts'
import { hasProc, killAll, listProcesses, startEnvironment, type ProcessInfo } from '../processes.ts'
import { sharedNext } from './shared-next.ts'

const run = promisify(execFile)

/** Every process of a session has this in its first environment, whatever became of its parents. */
export const sessionMark = 'REHEARSAL_SANDBOX'
/** The same for one `exec`. */
export const execMark = 'REHEARSAL_EXEC'

/**
 * Processes of a session: those that carry its mark, and their families, which may have dropped it (`env -i`).
 * @param roots processes we started ourselves: all there is to go by where environments cannot be read
 */
export async function sessionProcesses(id: string, roots: Iterable<number> = []): Promise<readonly number[]> {
  const processes = await marked(`${sessionMark}=${id}`)
  return family(processes.all, new Set([...processes.marked, ...roots]))
}

/** Kills them all, and what they start meanwhile. */
export async function killSession(id: string, roots: Iterable<number> = []): Promise<void> {
  await killTwice(() => sessionProcesses(id, roots))
}

/** Kills what one `exec` started, by its mark and, where we started it ourselves, by its number. */
export async function killExec(mark: string, root?: number): Promise<void> {
  await killTwice(async () => {
    const processes = await marked(`${execMark}=${mark}`)
    return family(processes.all, new Set([...processes.marked, ...(root === undefined ? [] : [root])]))
  })
}

// A process that is just becoming another program has no environment to be found by, for less than a millisecond.
async function killTwice(find: () => Promise<readonly number[]>): Promise<void> {
  await killAll(find)
  await pause(5)
  await killAll(find)
}

/** TCP ports on which one of these processes listens. */
export async function portsOf(pids: readonly number[]): Promise<readonly number[]> {
  const ports = hasProc ? await portsFromProc(pids) : await portsFromLsof(pids)
  return [...new Set(ports)].toSorted((a, b) => a - b)
}

async function marked(mark: string): Promise<{ readonly all: readonly ProcessInfo[]; readonly marked: readonly number[] }> {
  const { all, marks } = await scan()
  return { all, marked: all.filter((_, at) => marks[at]?.includes(mark)).map(({ pid }) => pid) }
}

/** One look at every process of the machine, shared by all who ask at the same time. */
const scan = sharedNext(async () => {
  const all = (await listProcesses()).filter(({ pid, state }) => pid !== process.pid && state !== 'Z')
  return { all, marks: hasProc ? readMarks(all) : [] }
})

/** Whoever is to get a mark has it long before that. */
const settledSeconds = 30
const ticksPerSecond = 100

let known: ReadonlyMap<number, { readonly startedAt: number; readonly marks: readonly string[] }> = new Map()

// A mark is for ever. A young process without one may yet become a program that has it, so it is looked at again.
function readMarks(all: readonly ProcessInfo[]): readonly (readonly string[])[] {
  const settled = (uptime() - settledSeconds) * ticksPerSecond
  const next = new Map<number, { readonly startedAt: number; readonly marks: readonly string[] }>()
  const found = all.map(({ pid, startedAt }) => {
    const before = known.get(pid)
    const marks = before?.startedAt === startedAt ? before.marks : startEnvironment(pid).filter(isMark)
    if (marks.length > 0 || startedAt < settled) next.set(pid, { startedAt, marks })
    return marks
  })
  known = next
  return found
}

function isMark(variable: string): boolean {
  return variable.startsWith(`${sessionMark}=`) || variable.startsWith(`${execMark}=`)
}

// Children, and members of groups and sessions that one of them leads, until nobody is added any more.
function family(all: readonly ProcessInfo[], seed: Set<number>): readonly number[] {
  const found = new Set(seed)
  for (let before = -1; before !== found.size;) {
    before = found.size
    for (const { pid, parent, group, session } of all) {
      if (pid > 1 && (found.has(parent) || found.has(group) || found.has(session))) found.add(pid)
    }
  }
  const alive = new Set(all.map(({ pid }) => pid))
  return [...found].filter((pid) => alive.has(pid))
}

async function portsFromProc(pids: readonly number[]): Promise<number[]> {
  const listening = new Map<string, number>()
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const { inode, port } of parseListening(await readFile(table, 'latin1').catch(() => ''))) listening.set(`socket:[${inode}]`, port)
  }
  const links = await Promise.all(pids.map(openFiles))
  return links.flat().map((link) => listening.get(link)).filter((port) => port !== undefined)
}

async function openFiles(pid: number): Promise<string[]> {
  const names = await readdir(`/proc/${pid}/fd`).catch(() => [])
  return Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')))
}

// `n*:3000`, `n127.0.0.1:3000`, `n[::1]:3000`, one line for each socket.
async function portsFromLsof(pids: readonly number[]): Promise<number[]> {
  if (pids.length === 0) return []
  const { stdout } = await run('lsof', ['-nP', '-iTCP', '-sTCP:LISTEN', '-a', '-p', pids.join(','), '-Fn']).catch(() => ({ stdout: '' }))
  return [...stdout.matchAll(/^n.*:(\d+)$/gm)].map(([, port]) => Number(port))
}
