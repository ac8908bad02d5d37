import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { joinAs, Learner, newCookie, until } from './testing/learner.ts'
import { buildPrograms, startServer, type BuiltPrograms, type StartedServer } from './testing/start-server.ts'

let programs: BuiltPrograms
const servers: StartedServer[] = []
const learners: Learner[] = []
const sockets: Socket[] = []

beforeAll(async () => {
  programs = await buildPrograms()
}, 120_000)

afterAll(() => programs.remove())

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const learner of learners.splice(0)) {
    await learner.client.end()
    learner.leave()
  }
  for (const server of servers.splice(0)) expect(await server.stop()).toBe(0)
}, 60_000)

async function start(options: Omit<Parameters<typeof startServer>[0], 'programs'>): Promise<StartedServer> {
  const server = await startServer({ programs, ...options })
  servers.push(server)
  return server
}

async function enter(server: StartedServer, cookie?: string): Promise<Learner> {
  const learner = await joinAs({ url: server.url, ...(cookie ? { cookie } : {}) })
  learners.push(learner)
  return learner
}

/** That a shell answers. The quotes keep the answer apart from the question. */
async function answers(learner: Learner, word: string): Promise<void> {
  learner.type(`echo "${word} "is-here\r`)
  await until(() => learner.text.includes(`${word} is-here`), () => `no answer: ${learner.text.toString()}`)
}

describe.skipIf(process.platform !== 'linux')('R7: a server that may open few files', () => {
  it('refuses connections before it has none left, and says so; those who are in work on, and newcomers come in later', async () => {
    const server = await start({ launch: 'ulimit -n 128 && exec "$@"' })
    const learner = await enter(server)
    await answers(learner, 'before')
    const flood = Array.from({ length: 200 }, () => open(server))
    await until(() => flood.filter(({ received }) => received.includes(' 503 ')).length >= 80, () => `${flood.filter(({ received }) => received.includes(' 503 ')).length} were refused`)
    await until(() => /web process may open \d+ more files: newcomers are refused/.test(server.output()), () => server.output())
    await answers(learner, 'during')
    for (const { socket } of flood) socket.destroy()
    const cookie = await untilNewCookie(server)
    await answers(await enter(server, cookie), 'newcomer')
    await answers(learner, 'after')
    expect(server.output()).toMatch(/web process takes newcomers again/)
    expect(server.output()).not.toMatch(/uncaught|unhandled|starting it again/i)
  }, 120_000)

  it('refuses machines before it has none left, and says so; those that are there work on, and others come later', async () => {
    const server = await start({ launch: 'ulimit -n 112 && exec "$@"', env: { REHEARSAL_MAX_SESSIONS: '500' } })
    const first = await enter(server)
    await answers(first, 'before')
    const refused = await fillWithSessions(server)
    expect(refused).toMatch(/cannot take another machine just now/)
    expect(server.output()).toMatch(/host process may open \d+ more files: newcomers are refused/)
    // What a session does opens files: a further terminal, a check, the list of files.
    expect(await first.client.request('terminal:open', {})).toMatchObject({ ok: true })
    expect(await first.client.request('files:list', { path: '.' })).toMatchObject({ ok: true })
    await answers(first, 'during')
    for (const learner of learners.splice(1)) {
      await learner.client.end()
      learner.leave()
    }
    await answers(await enter(server), 'newcomer')
    await answers(first, 'after')
    expect(server.output()).not.toMatch(/uncaught|unhandled|starting it again/i)
  }, 120_000)
})

const mayMount = process.platform === 'linux' && process.getuid?.() === 0

describe.skipIf(!mayMount)('R7: a data folder', () => {
  let data: string

  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'small-disk-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=700', 'tmpfs', data])
  })

  afterEach(() => {
    execFileSync('umount', ['--lazy', data])
    rmSync(data, { recursive: true })
  })

  it('on a full disk costs those who are in nothing, is told, and leaves no half line or key', async () => {
    const server = await start({ data })
    const learner = await enter(server)
    await answers(learner, 'before')
    const key = readFileSync(join(data, 'cookie.key'))
    fill(data)
    // The last page of the log has room for some.
    await beRefused(server, 60)
    await answers(learner, 'during')
    const late = new Learner({ url: server.url, cookie: await newCookie(server.url) })
    learners.push(late)
    late.client.openPage(1)
    await until(() => late.state.view?.status.kind === 'ended', () => JSON.stringify(late.state))
    expect(late.state.view?.status).toMatchObject({ reason: expect.stringMatching(/could not be started/) })
    await until(() => /audit log cannot be written/.test(server.output()) && /recording cannot be kept/.test(server.output()), () => server.output())

    rmSync(join(data, 'filler'))
    late.client.startAgain()
    await until(() => late.repaints > 0, () => JSON.stringify(late.state))
    await answers(late, 'newcomer')
    await beRefused(server, 1)
    const recording = await late.client.request('recording:read', { terminal: late.terminal })
    expect(recording.ok && recording.value.text).toContain('"version":3')
    const entries = lines(join(data, 'audit.log')).map((line) => JSON.parse(line) as { readonly what: string })
    expect(entries.filter(({ what }) => what === 'refused').length).toBeGreaterThan(0)
    for (const file of castFiles(data)) for (const line of lines(file)) expect(() => JSON.parse(line), `${file}: ${line}`).not.toThrow()
    expect(readFileSync(join(data, 'cookie.key'))).toEqual(key)
    // One complaint for each run of failures; a short line may still have fitted in between.
    expect(server.output().match(/audit log cannot be written/g)?.length).toBeLessThanOrEqual(10)
    expect(server.output()).not.toMatch(/uncaught|unhandled|starting it again/i)
  }, 120_000)

  it('that turned read-only costs those who are in nothing', async () => {
    const server = await start({ data })
    const learner = await enter(server)
    await answers(learner, 'before')
    execFileSync('mount', ['-o', 'remount,ro', data])
    await beRefused(server, 1)
    await answers(learner, 'during')
    execFileSync('mount', ['-o', 'remount,rw', data])
    await answers(await enter(server), 'newcomer')
    expect(server.output()).not.toMatch(/uncaught|unhandled|starting it again/i)
  }, 120_000)

  it.each([['full', () => fill(data)], ['read-only', () => execFileSync('mount', ['-o', 'remount,ro', data])]] as const)('that is %s at the start is told in one sentence', async (_, spoil) => {
    spoil()
    await expect(start({ data })).rejects.toThrow(/ended with 1:\nREHEARSAL_DATA: Expected a folder that can be written and has some room, got .*\n$/)
  })
})

/** Takes all there is, to the last byte. */
function fill(folder: string): void {
  const filler = join(folder, 'filler')
  writeFileSync(filler, '')
  for (const size of [64 * 1024, 1024, 1]) {
    for (;;) {
      try {
        appendFileSync(filler, Buffer.alloc(size))
      } catch {
        break // This is what we came for.
      }
    }
  }
}

/** Asks for something that is refused, and so noted in the audit log. */
async function beRefused({ url }: StartedServer, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) expect((await fetch(new URL('/sign-out', url), { method: 'POST' })).status).toBe(403)
}

function lines(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n').filter(Boolean)
}

function castFiles(data: string): string[] {
  return readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.cast')).map((name) => join(data, name)).filter((path) => statSync(path).isFile())
}

/** Lets people come in until one is refused; resolves to what that one was told. */
async function fillWithSessions(server: StartedServer): Promise<string> {
  for (let count = 0; count < 60; count += 1) {
    const learner = new Learner({ url: server.url, cookie: await newCookie(server.url) })
    learners.push(learner)
    learner.client.openPage(1)
    await until(() => learner.repaints > 0 || learner.state.refusal !== undefined, () => JSON.stringify(learner.state))
    if (learner.state.refusal) return learner.state.refusal.message
  }
  return 'nobody was refused'
}

async function untilNewCookie(server: StartedServer): Promise<string> {
  let cookie = ''
  for (const end = performance.now() + 30_000; !cookie && performance.now() < end;) cookie = await newCookie(server.url).catch(() => '')
  return cookie
}

function open({ url }: StartedServer): { readonly socket: Socket; readonly received: string } {
  const socket = connect({ port: Number(url.port), host: '127.0.0.1' })
  const state = { socket, received: '' }
  sockets.push(socket)
  socket.on('error', () => undefined) // A reset is an answer too.
  socket.on('data', (data) => { state.received += data.toString('latin1') })
  return state
}
