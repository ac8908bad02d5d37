import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { joinAs, Learner, newCookie, until } from './testing/learner.ts'
import { buildPrograms, startServer, type BuiltPrograms, type StartedServer } from './testing/start-server.ts'

let programs: BuiltPrograms
let server: StartedServer
const learners: Learner[] = []

beforeAll(async () => {
  programs = await buildPrograms()
  server = await startServer({ programs })
}, 120_000)

afterAll(async () => {
  await server.stop()
  programs.remove()
}, 60_000)

afterEach(async () => {
  await learners[0]?.client.end()
  for (const learner of learners.splice(0)) learner.leave()
})

async function open(cookie: string, tab: string, link?: string): Promise<Learner> {
  const learner = await joinAs({ url: server.url, cookie, tab, ...(link ? { link } : {}) })
  learners.push(learner)
  await until(() => /[$#] /.test(learner.text.toString()), () => `no prompt: ${JSON.stringify(learner.text.toString())}`)
  return learner
}

/** Somebody who asks to be let in and waits for nothing. */
async function joinOnly(cookie: string, tab: string, link?: string): Promise<Learner> {
  const learner = new Learner({ url: server.url, cookie, tab, ...(link ? { link } : {}) })
  learners.push(learner)
  learner.client.openPage(1)
  return learner
}

async function shows(learner: Learner, text: string): Promise<void> {
  await until(() => learner.text.includes(text), () => `${JSON.stringify(text)} is not in ${JSON.stringify(learner.text.toString())}`)
}

/** What the shell thinks its size is. The quotes keep the answer apart from the question. */
async function size(learner: Learner, expected: string): Promise<void> {
  learner.type('echo "size:"$(stty size | tr " " x).\r')
  await shows(learner, `size:${expected}.`)
}

describe('two tabs of one person', () => {
  it('find the same session; the older one hears that it moved, and may have it back', async () => {
    const cookie = await newCookie(server.url)
    const first = await open(cookie, 'first')
    first.type('MARK=of-the-first\r')
    const second = await open(cookie, 'second')
    await until(() => first.state.connection === 'moved', () => first.state.connection)
    expect(second.state.view?.id).toBe(first.state.view?.id)
    second.type('echo "mark "$MARK\r')
    await shows(second, 'mark of-the-first')
    const silent = first.bytes
    await first.client.comeBack('take')
    await until(() => second.state.connection === 'moved' && first.state.connection === 'online', () => `${first.state.connection} and ${second.state.connection}`)
    await shows(first, 'mark of-the-first')
    expect(first.bytes).toBeGreaterThan(silent)
  }, 60_000)

  it('both watch and type when that is wanted, and the size of the one used last counts', async () => {
    const cookie = await newCookie(server.url)
    const first = await open(cookie, 'first')
    const second = await open(cookie, 'second')
    await first.client.comeBack('share')
    await until(() => first.state.connection === 'online' && first.state.view?.tabs === 2, () => JSON.stringify(first.state.view))
    first.client.resize(first.terminal, { cols: 100, rows: 30 })
    await size(first, '30x100')
    second.client.resize(second.terminal, { cols: 90, rows: 20 })
    await size(second, '20x90')
    await until(() => first.sizes.at(-1) === '90x20', () => first.sizes.join())
    // Typing is enough: its own size is back.
    await size(first, '30x100')
    await until(() => second.sizes.at(-1) === '100x30', () => second.sizes.join())
    await shows(second, 'size:30x100.')
    expect(second.state.connection).toBe('online')
  }, 60_000)

  it('answer the question of a program once', async () => {
    const cookie = await newCookie(server.url)
    const first = await open(cookie, 'first')
    const second = await open(cookie, 'second')
    await first.client.comeBack('share')
    await until(() => first.state.connection === 'online', () => first.state.connection)
    second.type('stty -echo -icanon; printf "\\033[c"; head -c 7 | od -An -c | tr -d " \\n"; echo; read -r -n 1 -t 1 more; echo "more:"$more.; stty sane\r')
    await until(() => first.text.includes('\u001B[c') && second.text.includes('\u001B[c'), () => 'the question did not come')
    // Both terminals answer, as xterm.js does.
    first.type('\u001B[?1;2c')
    second.type('\u001B[?1;2c')
    await shows(second, 'more:.')
    await shows(second, '033[?1;2c')
  }, 60_000)
})

describe('another device', () => {
  it('comes in by a link, once', async () => {
    const first = await open(await newCookie(server.url), 'first')
    first.type('MARK=here\r')
    const link = await first.client.request('session:link', {})
    if (!link.ok) throw new Error(link.message)
    const phone = await open(await newCookie(server.url), 'phone', link.value.token)
    expect(phone.state.view?.id).toBe(first.state.view?.id)
    phone.type('echo "mark "$MARK\r')
    await shows(phone, 'mark here')
    const other = await open(await newCookie(server.url), 'other', link.value.token)
    expect(other.state.view?.id).not.toBe(first.state.view?.id)
    await other.client.end()
  }, 60_000)
})

describe('R14: at the same moment', () => {
  it('three tabs of one person meet in one session', async () => {
    const cookie = await newCookie(server.url)
    const tabs = await Promise.all(['a', 'b', 'c'].map((tab) => joinOnly(cookie, tab)))
    await until(() => tabs.every(({ state }) => state.view !== undefined), () => tabs.map(({ state }) => JSON.stringify(state)).join('\n'))
    expect(new Set(tabs.map(({ state }) => state.view?.id)).size).toBe(1)
    await until(() => tabs.filter(({ state }) => state.connection === 'online').length === 1, () => tabs.map(({ state }) => state.connection).join(), 20_000)
  }, 60_000)

  it('one of two devices comes in by a link, and the other into a session of its own', async () => {
    const first = await open(await newCookie(server.url), 'first')
    const link = await first.client.request('session:link', {})
    if (!link.ok) throw new Error(link.message)
    const cookies = await Promise.all([newCookie(server.url), newCookie(server.url)])
    const devices = await Promise.all(cookies.map((cookie, at) => joinOnly(cookie, `device-${at}`, link.value.token)))
    await until(() => devices.every(({ state }) => state.view?.status.kind === 'ready'), () => devices.map(({ state }) => JSON.stringify(state)).join('\n'))
    expect(devices.filter(({ state }) => state.view?.id === first.state.view?.id)).toHaveLength(1)
    for (const device of devices) if (device.state.view?.id !== first.state.view?.id) await device.client.end()
  }, 60_000)

  it('two devices that both work in it type one line each, whole', async () => {
    const first = await open(await newCookie(server.url), 'first')
    const link = await first.client.request('session:link', {})
    if (!link.ok) throw new Error(link.message)
    const second = await open(await newCookie(server.url), 'second', link.value.token)
    await first.client.comeBack('share')
    await until(() => first.state.connection === 'online' && first.state.view?.tabs === 2, () => JSON.stringify(first.state.view))
    for (let round = 0; round < 10; round += 1) {
      first.type(`echo "f${round} "first\r`)
      second.type(`echo "s${round} "second\r`)
    }
    for (const learner of [first, second]) {
      await shows(learner, 'f9 first')
      await shows(learner, 's9 second')
    }
  }, 60_000)
})

describe('starting again', () => {
  it('a terminal keeps its number and its history on the screen, with a new shell', async () => {
    const learner = await open(await newCookie(server.url), 'tab')
    learner.type('MARK=old; echo "a mark"\r')
    await shows(learner, 'a mark')
    const id = learner.terminal
    expect(await learner.client.request('terminal:restart', { terminal: id })).toMatchObject({ ok: true })
    learner.type('echo "now:"$MARK.\r')
    await shows(learner, 'now:.')
    expect(learner.terminal).toBe(id)
    expect(learner.repaints).toBe(1)
  }, 60_000)

  it.each([[true, 'kept'], [false, '']])('a session with its files kept: %s', async (keepFiles, found) => {
    const learner = await open(await newCookie(server.url), 'tab')
    learner.type('echo kept > own-file; echo "is "there\r')
    await shows(learner, 'is there')
    const id = learner.state.view?.id
    await learner.client.restart(keepFiles)
    await until(() => learner.state.view?.id !== id && learner.state.view?.status.kind === 'ready', () => JSON.stringify(learner.state.view))
    await until(() => /[$#] /.test(learner.text.toString()) && !learner.text.includes('is there'), () => learner.text.toString())
    learner.type('echo "found:"$(cat own-file 2>/dev/null).\r')
    await shows(learner, `found:${found}.`)
  }, 60_000)
})

describe('what a terminal did', () => {
  it('can be read as a transcript and downloaded as a recording', async () => {
    const learner = await open(await newCookie(server.url), 'tab')
    learner.type('printf "one\\ntwo\\n"; false\r')
    await until(() => learner.state.view?.terminals[0]?.lastExit === 1, () => JSON.stringify(learner.state.view))
    const transcript = await learner.client.request('transcript:read', { terminal: learner.terminal })
    expect(transcript).toMatchObject({ ok: true, value: { commands: [{ text: 'printf "one\\ntwo\\n"; false', output: 'one\ntwo\n', exitCode: 1 }] } })
    const recording = await learner.client.request('recording:read', { terminal: learner.terminal })
    if (!recording.ok) throw new Error(recording.message)
    const [head, ...events] = recording.value.text.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)
    expect(head).toMatchObject({ version: 3, term: { cols: 80, rows: 24 } })
    expect(JSON.stringify(events)).toContain('two')
    await learner.client.request('recording:switch', { terminal: learner.terminal, on: false })
    expect(await learner.client.request('recording:read', { terminal: learner.terminal })).toMatchObject({ ok: true, value: { text: '' } })
  }, 60_000)
})
