import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface ProcessInfo {
  readonly pid: number
  readonly parent: number
  readonly group: number
  readonly session: number
  /** One letter as in proc(5); `Z` is a process that ended already. */
  readonly state: string
  /** Hundredths of a second after the machine's start; 0 where that cannot be told. */
  readonly startedAt: number
}

/**
 * So many files of /proc are read in one go: they are memory, and a read in the background costs ten times as much. Somebody's
 * key waits meanwhile, for a third of a millisecond.
 */
const readsAtOnce = 16

export const hasProc = existsSync('/proc/self/stat')

/** Every process of this machine. */
export async function listProcesses(): Promise<ProcessInfo[]> {
  return hasProc ? fromProc() : fromPs()
}

/** The environment a process was started with, as `NAME=value` strings; empty when we may not read it, or when it is just becoming another program. */
export function startEnvironment(pid: number): readonly string[] {
  return readProc(`${pid}/environ`).split('\0').filter(Boolean)
}

/**
 * Kills what `find` finds, and again what was forked meanwhile, until it finds nothing.
 * The first process of a namespace goes only when all others in it were taken away, which is for the first process of the machine where their
 * parents died: some take seconds for it.
 * @throws when processes are still there after ten seconds
 */
export async function killAll(find: () => Promise<readonly number[]>): Promise<void> {
  for (let round = 0; round < 265; round += 1) {
    const pids = await find()
    if (pids.length === 0) return
    for (const pid of pids) signal(pid)
    await pause(Math.min(2 + round, 40))
  }
  throw new Error(`Processes that do not end: ${(await find()).join(', ')}`)
}

/** Kills every process of a user of the machine. */
export async function killUser(uid: number): Promise<void> {
  await killAll(async () => (await listProcesses()).filter(({ pid, state }) => state !== 'Z' && userOf(pid) === uid).map(({ pid }) => pid))
}

function userOf(pid: number): number | undefined {
  try {
    return Number(/^Uid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    // It ended meanwhile.
    return undefined
  }
}

/** Kills a process group; one that is gone is no error. */
export function killGroup(leader: number): void {
  signal(-leader)
}

function signal(pid: number): void {
  // 0 is our own group and -1 everything there is: no mistake elsewhere may come to that.
  if (Math.abs(pid) <= 1) throw new Error(`Expected the number of a process, got ${pid}`)
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // ESRCH: it ended between finding and killing. EPERM: it took another user; the caller finds it again and says so.
  }
}

/** `pid (name) state ppid pgrp session …`; the name may hold blanks and parentheses. */
export function parseStat(text: string): ProcessInfo | undefined {
  const close = text.lastIndexOf(')')
  const fields = text.slice(close + 2).split(' ')
  const [state = '', parent, group, session] = fields
  const pid = Number.parseInt(text, 10)
  return close < 0 || Number.isNaN(pid) ? undefined : { pid, parent: Number(parent), group: Number(group), session: Number(session), state, startedAt: Number(fields[19] ?? 0) }
}

async function fromProc(): Promise<ProcessInfo[]> {
  const found: ProcessInfo[] = []
  const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  for (let at = 0; at < names.length; at += readsAtOnce) {
    if (at > 0) await turn()
    for (const name of names.slice(at, at + readsAtOnce)) {
      const info = parseStat(readProc(`${name}/stat`))
      if (info) found.push(info)
    }
  }
  return found
}

function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return '' // It ended since it was listed, or it is not ours to read.
  }
}

// macOS: no session numbers and no environment of others, so there the family tree alone must do.
async function fromPs(): Promise<ProcessInfo[]> {
  const { stdout } = await run('ps', ['-axo', 'pid=,ppid=,pgid=,state='])
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, group, state = ''] = line.trim().split(/\s+/)
    return pid ? [{ pid: Number(pid), parent: Number(parent), group: Number(group), session: Number(group), state: state.slice(0, 1), startedAt: 0 }] : []
  })
}
