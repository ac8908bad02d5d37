import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Screen } from './host/terminals/mirror/screen.ts'
import { screenState } from './host/terminals/mirror/screen-state.ts'
import { openBadLine, type BadLine } from './testing/bad-line.ts'
import { joinAs, newCookie, until, type Learner } from './testing/learner.ts'
import { buildPrograms, startServer, type BuiltPrograms, type StartedServer } from './testing/start-server.ts'

/** For each number a file once it was printed. */
const ends = mkdtempSync(join(tmpdir(), 'ends-'))

/** Prints as many lines as it is told, with colours and characters of all lengths, in writes that do not care for either. */
const numbers = `#!/bin/sh
stty raw -echo
printf 'ready\\r\\n'
while read -r lines; do
  awk -v lines="$lines" 'BEGIN { for (n = 1; n <= lines; n++) printf "\\033[3%dm%d — “ünï” 日本 🚀 and some more of it\\033[m\\r\\n", n % 8, n; printf "end of %d\\r\\n", lines }'
  : > "${ends}/$lines"
done
`

function expected(lines: number): string {
  let text = 'ready\r\n'
  for (let n = 1; n <= lines; n += 1) text += `\u001B[3${n % 8}m${n} — “ünï” 日本 🚀 and some more of it\u001B[m\r\n`
  return `${text}end of ${lines}\r\n`
}

const sha = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/** Numbers from a seed, so that a failure can be had again. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

let programs: BuiltPrograms
let server: StartedServer
const learners: Learner[] = []
const lines: BadLine[] = []

beforeAll(async () => {
  programs = await buildPrograms()
  server = await startServer({ programs, shell: numbers })
}, 120_000)

afterAll(async () => {
  expect(await server.stop()).toBe(0)
  programs.remove()
  rmSync(ends, { recursive: true })
}, 60_000)

afterEach(async () => {
  for (const learner of learners.splice(0)) {
    await learner.client.end()
    learner.leave()
  }
  for (const line of lines.splice(0)) await line.close()
})

async function enter(options: { readonly port?: number; readonly cookie?: string; readonly tab?: string } = {}): Promise<Learner> {
  const learner = await joinAs({ url: server.url, ...options })
  learners.push(learner)
  await until(() => learner.text.includes('ready'), () => `no program: ${learner.text.toString()}`)
  return learner
}

async function line(options: Parameters<typeof openBadLine>[1]): Promise<BadLine> {
  const opened = await openBadLine(Number(server.url.port), options)
  lines.push(opened)
  return opened
}

async function allCame(learner: Learner, count: number): Promise<void> {
  const wanted = Buffer.byteLength(expected(count))
  await until(() => learner.bytes >= wanted, () => `${learner.bytes} of ${wanted} bytes, ${learner.repaints} repaints, ${learner.state.connection}`, 120_000)
  expect(learner.repaints).toBe(1)
  expect(sha(learner.text)).toBe(sha(expected(count)))
}

describe('the stream of a terminal is the one without faults', () => {
  it('when the connection is cut at two hundred places', async () => {
    const next = random(1)
    const bad = await line({ cutAfter: () => (bad.cuts() < 200 ? Math.floor(1 + next() ** 2 * 60_000) : Number.POSITIVE_INFINITY) })
    const learner = await enter({ port: bad.port })
    for (let count = 5_000; bad.cuts() < 200; count += 1) {
      // Anew each time: the lines that come are those of this count only.
      learner.received.length = 0
      learner.bytes = 0
      learner.received.push(Buffer.from('ready\r\n'))
      learner.bytes = Buffer.byteLength('ready\r\n')
      learner.type(`${count}\n`)
      await allCame(learner, count)
    }
    expect(bad.cuts()).toBe(200)
  }, 240_000)

  it('when the web process is killed twenty times in the middle of it', async () => {
    const learner = await enter()
    const shells = server.processes().length
    // A quick machine prints a quarter of a megabyte between two kills; it must not be done before the last.
    const count = 160_000
    learner.type(`${count}\n`)
    for (let kills = 1; kills <= 20; kills += 1) {
      const goal = learner.bytes + 100_000
      await until(() => learner.bytes >= goal, () => `${learner.bytes} of ${goal} bytes after ${kills - 1} kills, ${learner.state.connection}`)
      await until(() => server.pidOf('web') !== undefined, () => 'no web process')
      process.kill(server.pidOf('web') ?? 0, 'SIGKILL')
    }
    await allCame(learner, count)
    expect(server.processes()).toHaveLength(shells)
  }, 240_000)

  it('with 200 ms of delay and one reset in a hundred pieces', async () => {
    const next = random(2)
    let isOn = false
    const bad = await line({ delayMs: 100, breaks: () => isOn && next() < 0.01 })
    const learner = await enter({ port: bad.port })
    isOn = true
    learner.type('30000\n')
    await allCame(learner, 30_000)
    expect(bad.cuts()).toBeGreaterThan(0)
  }, 240_000)

  it('when the tab stands still for a while, and the screen is right when it stood still for long', async () => {
    const learner = await enter()
    learner.frozen = true
    learner.type('20000\n')
    await until(() => learner.bytes > 40_000, () => `${learner.bytes} bytes`)
    learner.thaw()
    await allCame(learner, 20_000)

    learner.frozen = true
    learner.type('30000\n')
    // Nothing is acknowledged for five seconds: then the program goes on alone, to its end.
    await until(() => existsSync(join(ends, '30000')), () => 'the program was held up')
    learner.thaw()
    await until(() => learner.text.includes('end of 30000'), () => 'the end did not come')
    const [seen, whole] = [new Screen(80, 24), new Screen(80, 24)]
    seen.write(learner.text)
    whole.write(Buffer.from(expected(20_000) + expected(30_000).replace('ready\r\n', '')))
    expect(screenState(seen)).toEqual(screenState(whole))
    seen.dispose()
    whole.dispose()
  }, 120_000)
})

describe('the host process', () => {
  it('may be killed ten times: learners are told, nothing is left, and a new machine is offered', async () => {
    const learner = await enter()
    for (let kills = 1; kills <= 10; kills += 1) {
      const before = server.processes()
      const host = server.pidOf('host')
      const id = learner.state.view?.id
      process.kill(host ?? 0, 'SIGKILL')
      await until(() => learner.state.view?.status.kind === 'ended', () => `after ${kills} kills: ${JSON.stringify(learner.state)}`)
      expect(learner.state.view?.status).toMatchObject({ reason: expect.stringContaining('gone') })
      const web = server.pidOf('web')
      await until(() => before.every((pid) => pid === web || !server.processes().includes(pid)), () => `left: ${before.join()} of ${server.processes().join()}`)
      learner.repaints = 0
      learner.client.startAgain()
      await until(() => learner.repaints > 0 && learner.text.includes('ready'), () => `no new machine: ${JSON.stringify(learner.state)}`)
      expect(learner.state.view?.id).not.toBe(id)
    }
    learner.type('10\n')
    await until(() => learner.text.includes('end of 10'), () => 'the new machine does not work')
  }, 240_000)
})

describe('a farewell', () => {
  it('of the web process is told, and everything goes on behind it', async () => {
    const learner = await enter()
    const before = server.pidOf('web')
    process.kill(before ?? 0, 'SIGTERM')
    await until(() => learner.notices.length > 0, () => 'nothing was told')
    expect(learner.notices[0]).toMatch(/being restarted/)
    await until(() => server.pidOf('web') !== undefined && server.pidOf('web') !== before && learner.state.connection === 'online', () => 'not back')
    learner.type('10\n')
    await until(() => learner.text.includes('end of 10'), () => 'the terminal is another one')
    expect(learner.repaints).toBe(1)
  }, 120_000)

  it('of the whole server is told, ends with status 0 and leaves nothing', async () => {
    const other = await startServer({ programs, shell: numbers })
    const learner = await joinAs({ url: other.url, cookie: await newCookie(other.url) })
    learners.push(learner)
    const code = await other.stop()
    expect(code).toBe(0)
    expect(learner.notices[0]).toMatch(/shut down/)
  }, 120_000)
})
