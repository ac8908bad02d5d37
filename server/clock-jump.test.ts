import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { joinAs, until, type Learner } from './testing/learner.ts'
import { buildPrograms, startServer, type BuiltPrograms } from './testing/start-server.ts'

let programs: BuiltPrograms
const folder = mkdtempSync(join(tmpdir(), 'clock-'))

beforeAll(async () => {
  programs = await buildPrograms()
}, 120_000)

afterAll(() => {
  programs.remove()
  rmSync(folder, { recursive: true })
})

const day = 24 * 60 * 60_000
const minute = 60_000
const shiftFile = join(folder, 'shift')

/** Loaded before the server: its `Date` is as far from the machine's as the file says. */
const shiftedDate = `
import { readFileSync } from 'node:fs'
const Real = Date
const now = () => Real.now() + Number(readFileSync(${JSON.stringify(shiftFile)}, 'utf8'))
globalThis.Date = class extends Real {
  constructor(...values) { if (values.length > 0) super(...values); else super(now()) }
  static now() { return now() }
}
`

/** Debian's place for it, for any processor. */
function findFakeTime(): string | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'faketime')) : []
  return folders.map((place) => join(place, 'libfaketimeMT.so.1')).find((path) => existsSync(path))
}

const fakeTime = findFakeTime()

interface Way {
  readonly env: Readonly<Record<string, string>>
  readonly jump: (ms: number) => void
}

const ways: Readonly<Record<string, () => Way>> = {
  'as programs see it': () => {
    const preload = join(folder, 'shifted-date.mjs')
    writeFileSync(preload, shiftedDate)
    return { env: { NODE_OPTIONS: `--import ${preload}` }, jump: (ms) => writeFileSync(shiftFile, String(ms)) }
  },
  // The real system call, answered otherwise; monotonic time is as it is, as when somebody sets a machine's clock.
  ...(fakeTime ? {
    'of the system': () => ({
      env: { LD_PRELOAD: fakeTime, FAKETIME_TIMESTAMP_FILE: shiftFile, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' },
      jump: (ms) => writeFileSync(shiftFile, `${ms < 0 ? '-' : '+'}${Math.abs(ms) / 1000}`),
    }),
  } : {}),
}

describe.skipIf(process.platform !== 'linux').each(Object.entries(ways))('R13: the clock %s jumps', (_, wayOf) => {
  it('by days, and nobody loses a machine; those whose time is over lose theirs in time', async () => {
    const { env, jump } = wayOf()
    jump(0)
    const data = mkdtempSync(join(folder, 'data-'))
    const server = await startServer({ programs, data, env: { ...env, REHEARSAL_LIFE_MINUTES: '60', REHEARSAL_IDLE_MINUTES: '30', REHEARSAL_GONE_MINUTES: '0.02' } })
    const learners: Learner[] = []
    try {
      const stays = await joinAs({ url: server.url })
      learners.push(stays)
      const id = stays.state.view?.id
      for (const ms of [2 * day, -2 * day]) {
        const leaves = await joinAs({ url: server.url })
        const gone = leaves.state.view?.id
        jump(ms)
        leaves.leave()
        const ends = () => entries(data).filter(({ what }) => what === 'session-ended')
        await until(() => ends().some(({ session }) => session === gone), () => JSON.stringify(ends()))
        expect(ends().filter(({ session }) => session === id)).toEqual([])
        // That it did jump.
        expect(Math.abs(Date.parse(ends().at(-1)?.at ?? '') - Date.now() - ms)).toBeLessThan(10 * minute)
        stays.type(`echo "after ${ms} "is-here\r`)
        await until(() => stays.text.includes(`after ${ms} is-here`), () => stays.text.toString())
        await stays.client.request('terminal:rename', { terminal: stays.terminal, name: `after ${ms}` })
        await until(() => stays.state.view?.terminals[0]?.name === `after ${ms}`, () => JSON.stringify(stays.state.view))
        expect(stays.state.view?.status.kind).toBe('ready')
        expect(stays.state.view?.remainingMs).toBeGreaterThan(50 * minute)
        expect(stays.state.view?.remainingMs).toBeLessThanOrEqual(60 * minute)
      }
    } finally {
      for (const learner of learners) {
        await learner.client.end()
        learner.leave()
      }
      expect(await server.stop()).toBe(0)
    }
  }, 120_000)
})

interface Entry {
  readonly at: string
  readonly what: string
  readonly session?: string
}

function entries(data: string): readonly Entry[] {
  const path = join(data, 'audit.log')
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Entry) : []
}
