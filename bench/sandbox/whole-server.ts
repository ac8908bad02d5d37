import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { joinAs, until, type Learner } from '../../server/testing/learner.ts'
import { buildPrograms, startServer, type StartedServer } from '../../server/testing/start-server.ts'
import { openLagProbe, type Lag } from './lag.ts'
import { familyMebibytes, residentMebibytes } from './numbers.ts'

/** A running server with learners in it, whose sandboxes are of the driver that is measured. */
export interface WholeServer {
  /** So many more learners, each at the prompt of a machine of their own. */
  enter(count: number): Promise<readonly Learner[]>
  /** Memory of the web and the host process, in MiB. */
  memory(): number
  readonly pids: readonly number[]
  /** How late the event loops of the web and the host process were since the last call. */
  lags(): Promise<readonly Lag[]>
  /** Memory of all its processes, the learners' own included, in MiB. */
  wholeMemory(): number
  /** Ends it as an operator does; resolves to the seconds that took, and how many machines are left for the next start to remove. */
  stop(): Promise<{ readonly seconds: number; readonly left: number }>
}

/** Starts at the same moment; more of them would measure the start alone. */
const atOnce = 8

export async function openWholeServer(driver: string): Promise<WholeServer> {
  const programs = await buildPrograms()
  const probe = openLagProbe()
  const server = await startServer({
    programs,
    env: {
      REHEARSAL_DRIVER: driver, REHEARSAL_ROOTFS: process.env.REHEARSAL_ROOTFS ?? '', REHEARSAL_MAX_SESSIONS: '1000', REHEARSAL_SESSIONS_PER_ADDRESS: '1000',
      REHEARSAL_CONNECTIONS_PER_ADDRESS: '2000', REHEARSAL_LIFE_MINUTES: '0', REHEARSAL_IDLE_MINUTES: '0', REHEARSAL_RECORDING_MIB: '0', ...probe.env,
    },
  })
  const learners: Learner[] = []
  const pids = [need(server, 'web'), need(server, 'host')]
  return {
    pids,
    async enter(count) {
      const fresh: Learner[] = []
      let left = count
      await Promise.all(Array.from({ length: atOnce }, async () => {
        while (left-- > 0) fresh.push(await enterOne(server))
      }))
      learners.push(...fresh)
      return fresh
    },
    memory: () => pids.reduce((sum, pid) => sum + residentMebibytes(pid), 0),
    lags: () => Promise.all(pids.map((pid) => probe.take(pid))),
    wholeMemory: () => familyMebibytes(server.pid),
    async stop() {
      for (const learner of learners) learner.leave()
      const from = performance.now()
      await server.stop()
      programs.remove()
      probe.close()
      return { seconds: (performance.now() - from) / 1000, left: recordsOf(driver, pids.at(-1)) }
    },
  }
}

async function enterOne(server: StartedServer): Promise<Learner> {
  const learner = await joinAs({ url: server.url })
  await until(() => /[$#] /.test(learner.text.toString()), () => `no prompt: ${learner.text.toString()}`, 120_000)
  return learner
}

function need(server: StartedServer, name: 'web' | 'host'): number {
  const pid = server.pidOf(name)
  if (pid === undefined) throw new Error(`Expected a ${name} process:\n${server.output()}`)
  return pid
}

function recordsOf(driver: string, host: number | undefined): number {
  const folder = join('/run/rehearsal', driver)
  if (!existsSync(folder)) return 0
  return readdirSync(folder).filter((id) => existsSync(join(folder, id, 'owner')) && readFileSync(join(folder, id, 'owner'), 'utf8').startsWith(`${host} `)).length
}

/** Milliseconds until a key that was typed is on the screen, for many keys and people in turn. */
export async function echoes(learners: readonly Learner[], keys: number): Promise<readonly number[]> {
  const times: number[] = []
  for (let key = 0; key < keys; key += 1) {
    const learner = learners[key % learners.length]
    if (learner) times.push(await echo(learner))
    await pause(20)
  }
  return times
}

async function echo(learner: Learner): Promise<number> {
  const seen = learner.bytes
  const from = performance.now()
  const came = new Promise<void>((resolve) => {
    learner.onBytes = () => {
      if (learner.bytes > seen) resolve()
    }
  })
  // Taken back at once, so that the line stays short.
  learner.type('x\u007F')
  await came
  const ms = performance.now() - from
  learner.onBytes = undefined
  return ms
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
