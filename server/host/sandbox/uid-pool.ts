import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeProcess, isAlive } from './owner.ts'

/**
 * Host users for sandboxes, one each: what the kernel counts by user (inotify instances, pending signals, keys) is then
 * nobody else's, and a process that got out would be nobody. Taken ones are files that name their owner, so that two
 * hosts on one machine never share one.
 */
export interface UidPool {
  /** @throws when all are taken */
  take(): Promise<number>
  release(uid: number): Promise<void>
  /** Whether a host that lives has it. A record that a dead one left may name a user who is somebody else's since. */
  isTaken(uid: number): Promise<boolean>
}

export interface UidPoolOptions {
  readonly folder: string
  readonly first: number
  readonly count: number
}

/** Below this, ids belong to people and services of the machine. */
export const lowestUid = 100_000

export function openUidPool({ folder, first, count }: UidPoolOptions): UidPool {
  if (first < lowestUid) throw new Error(`Expected the first user of sandboxes to be ${lowestUid} or higher, got ${first}`)
  let next = 0

  async function tryTake(uid: number): Promise<boolean> {
    const path = join(folder, String(uid))
    const mine = join(folder, `.${randomUUID()}`)
    await writeFile(mine, describeProcess(process.pid))
    try {
      // A link appears with its content, or not at all.
      await link(mine, path)
      return true
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      const owner = await readFile(path, 'utf8').catch(() => '')
      if (isAlive(owner) || await hasProcesses(uid)) return false
      // Left by a host that died; the next round takes it.
      await rm(path, { force: true })
      return false
    } finally {
      await rm(mine, { force: true })
    }
  }

  return {
    async take() {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      for (let tries = 0; tries < 2 * count; tries += 1) {
        const uid = first + (next++ % count)
        if (await tryTake(uid)) return uid
      }
      const taken = (await readdir(folder)).length
      throw new Error(`All ${count} users for sandboxes from ${first} on are taken (${taken} in ${folder})`)
    },
    isTaken: async (uid) => isAlive(await readFile(join(folder, String(uid)), 'utf8').catch(() => '')),
    release: (uid) => rm(join(folder, String(uid)), { force: true }),
  }
}

async function hasProcesses(uid: number): Promise<boolean> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const users = await Promise.all(pids.map((pid) => stat(`/proc/${pid}`).then((found) => found.uid, () => undefined)))
  return users.includes(uid)
}
