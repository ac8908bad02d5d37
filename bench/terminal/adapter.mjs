import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { connect as connectTcp } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import WebSocket from 'ws'

/**
 * Rehearsal as a peer of a terminal benchmark: how to start the built player, and how to open a terminal as our page does.
 * It stands alone in one file, so that other harnesses can take it; a copy elsewhere needs PRODUCT_MAIN, the path of
 * `dist/start.js`. Options: `recording=0` turns recordings off, `driver=bwrap` takes another sandbox.
 *
 * It speaks socket.io's protocol over a bare WebSocket, as the floor's client has one: what is compared are servers, and
 * socket.io's own client would add its 0.2 ms to each key.
 */
export const about = { title: 'Rehearsal', stack: 'Node, socket.io, node-pty; web and host process', transport: 'ws binary, one frame per chunk', flow: 'page acks what it parsed, window follows the link' }

const main = process.env.PRODUCT_MAIN ?? fileURLToPath(new URL('../../dist/start.js', import.meta.url))
const scenario = 'bench'
// A name of our own in Host and Origin: the same behind a relay, whose port the server does not know.
const origin = 'http://rehearsal.bench'
const host = new URL(origin).host
const ackEveryBytes = 16 * 1024
const ackAfterMs = 1_000

export function available() {
  return existsSync(main) ? { ok: true } : { ok: false, why: 'build first (npm run build), or set PRODUCT_MAIN to dist/start.js' }
}

/** Starts the production build. `shell` is the command of every terminal; `dir` takes a scenario and the data folder. */
export async function start({ port, shell, options = {}, dir }) {
  const folder = mkdtempSync(join(dir, 'rehearsal-'))
  writeScenario(join(folder, 'scenarios', scenario))
  const server = await launch(process.execPath, [main, '--port', String(port), '--scenarios', join(folder, 'scenarios')], {
    port,
    env: {
      NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1',
      REHEARSAL_DATA: join(folder, 'data'), REHEARSAL_DRIVER: options.driver ?? 'local', REHEARSAL_SHELL: shell,
      REHEARSAL_ALLOWED_ORIGINS: origin, REHEARSAL_MAX_SESSIONS: '1000', REHEARSAL_SESSIONS_PER_ADDRESS: '1000', REHEARSAL_CONNECTIONS_PER_ADDRESS: '2000',
      ...(options.recording === undefined ? {} : { REHEARSAL_RECORDING_MIB: options.recording }),
    },
  })
  return { ...server, stop: async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  } }
}

/** A cookie of somebody new, as the first answer of any page gives it. */
export function newCookie(port) {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path: '/learn/bench/files/none', headers: { host }, agent: false }, (response) => {
      response.resume()
      const cookie = response.headers['set-cookie']?.[0]?.split(';')[0]
      if (cookie) resolve(cookie)
      else reject(new Error(`Expected a cookie, got status ${response.statusCode}`))
    }).once('error', reject)
  })
}

/** A session of its own and its terminal. `cookie` may be fetched before, as a browser has it from the page. */
export async function connect({ port, cols = 80, rows = 24, cookie }) {
  const session = new RehearsalSession({ port, cols, rows, cookie: cookie ?? await newCookie(port) })
  await session.open()
  return session
}

/** Comes back to the same terminal after `drop()`; what was missed is the first that the new session delivers. */
export async function reconnect(session, { port }) {
  const next = new RehearsalSession({ ...session.kept(), port })
  await next.open()
  return next
}

export const browser = { path: `/learn/${scenario}/1` }

/** A terminal as a harness sees it. Output that comes before anybody listens waits for the first listener. */
export class Session {
  #listeners = new Set()
  #closers = new Set()
  #early = []
  closed = false

  onData(listener) {
    this.#listeners.add(listener)
    const early = this.#early ?? []
    this.#early = undefined
    for (const data of early) listener(data)
    return () => this.#listeners.delete(listener)
  }

  onClose(listener) {
    this.#closers.add(listener)
    return () => this.#closers.delete(listener)
  }

  emitData(data) {
    if (this.#early) this.#early.push(data)
    else for (const listener of this.#listeners) listener(data)
  }

  emitClose() {
    if (this.closed) return
    this.closed = true
    for (const listener of this.#closers) listener()
  }
}

class RehearsalSession extends Session {
  #socket
  #kept
  #seq = 0
  #acknowledged = 0
  #timer

  constructor(kept) {
    super()
    this.#kept = { tab: Math.random().toString(36).slice(2), ...kept }
    this.#seq = kept.seq ?? 0
  }

  /** What a page keeps across a lost connection. */
  kept() {
    return { ...this.#kept, seq: this.#seq }
  }

  async open() {
    const { port, cookie, tab, session } = this.#kept
    const socket = new PlayerSocket(port, { cookie, origin, host })
    this.#socket = socket
    const ready = new Promise((resolve, reject) => {
      const look = ({ status, ...view }) => {
        if (status.kind === 'ready') resolve(view)
        if (status.kind === 'ended') reject(new Error(status.reason))
      }
      socket.onClose = (reason) => {
        reject(new Error(`disconnected: ${reason}`))
        this.#ended()
      }
      socket.onOpen = () => void this.#ask('session:join', { scenario, tab, ...(session ? { session } : {}) }).then(look, reject)
      socket.onFrame = (frame) => this.#receive(readFrame(frame))
      socket.onEvent = (name, value) => {
        if (name === 'session:state') look(value)
        if (name === 'terminal:detached') void this.#attach().catch(() => this.drop())
      }
    })
    const { offset, cols, rows } = this.#kept
    const view = await ready
    this.#kept = { ...this.#kept, session: view.id, terminal: this.#kept.terminal ?? view.terminals[0].id, offset, cols, rows }
    await this.#attach()
  }

  write(text) {
    for (let at = 0; at < text.length; at += 4096) {
      this.#seq += 1
      this.#socket.emit('terminal:input', { terminal: this.#kept.terminal, data: text.slice(at, at + 4096), seq: this.#seq })
    }
  }

  /** Ends the session as a learner does, so that its shell ends too. */
  close() {
    const leave = () => this.#socket.close()
    this.#socket.ask('session:end', {}, 2_000).then(leave, leave)
  }

  /** Breaks the connection without goodbye. */
  drop() {
    this.#socket.drop()
  }

  async #attach() {
    const { terminal, offset, cols, rows } = this.#kept
    await this.#ask('terminal:attach', { terminal, cols, rows, ...(offset === undefined ? {} : { offset }) }, ({ kind, screen, offset: from }) => {
      if (kind === 'repaint') {
        if (screen.length > 0) this.emitData(screen)
        this.#kept.offset = from
      }
      this.#acknowledged = this.#kept.offset
    })
  }

  // `take` gets the answer before any chunk that comes behind it; whoever awaits it may get it later.
  async #ask(event, message, take) {
    const result = await this.#socket.ask(event, message, 30_000, (answer) => { if (answer.ok) take?.(answer.value) })
    if (!result.ok) throw new Error(`${event}: ${result.message}`)
    return result.value
  }

  #receive({ offset, bytes }) {
    const next = this.#kept.offset
    if (offset > next) throw new Error(`Expected output from byte ${next}, got ${offset}`)
    const fresh = next > offset ? bytes.subarray(next - offset) : bytes
    this.#kept.offset = next + fresh.length
    this.emitData(fresh)
    // As the page does: at once after 16 KiB, else a little later.
    if (this.#kept.offset - this.#acknowledged >= ackEveryBytes) this.#acknowledge()
    else this.#timer ??= setTimeout(() => this.#acknowledge(), ackAfterMs)
  }

  #acknowledge() {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#acknowledged = this.#kept.offset
    this.#socket.emit('terminal:ack', { terminal: this.#kept.terminal, offset: this.#acknowledged })
  }

  #ended() {
    clearTimeout(this.#timer)
    this.emitClose()
  }
}

/** As much of socket.io's protocol as a page needs: events, requests with answers, pings, and our frames of output. */
class PlayerSocket {
  #socket
  #asked = new Map()
  #lastAsked = 0
  /** An answer whose binary part comes next. */
  #half

  constructor(port, headers) {
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket&frames=1`, { headers, perMessageDeflate: false, skipUTF8Validation: true })
    this.#socket.on('message', (data, isBinary) => (isBinary ? this.#takeBytes(data) : this.#takeText(data.toString())))
    this.#socket.on('error', (error) => this.#ended(error.message))
    this.#socket.on('close', () => this.#ended('the connection closed'))
  }

  emit(event, message) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(`42${JSON.stringify([event, message])}`)
  }

  ask(event, message, ms, take) {
    return new Promise((resolve, reject) => {
      if (this.#socket.readyState !== WebSocket.OPEN) return void reject(new Error('not connected'))
      this.#lastAsked += 1
      const id = this.#lastAsked
      const timer = setTimeout(() => this.#answer(id, { ok: false, message: `no answer to ${event} within ${ms} ms` }), ms)
      this.#asked.set(id, { timer, reject, resolve(result) {
        take?.(result)
        resolve(result)
      } })
      this.#socket.send(`42${id}${JSON.stringify([event, message])}`)
    })
  }

  close() {
    this.#socket.close()
  }

  drop() {
    this.#socket._socket?.destroy()
  }

  #takeBytes(bytes) {
    if (!this.#half) return this.onFrame(bytes)
    const { id, result, field } = this.#half
    this.#half = undefined
    this.#answer(id, { ...result, value: { ...result.value, [field]: bytes } })
  }

  // engine.io's kinds: 0 open, 2 ping, 4 message; socket.io's: 0 connected, 2 event, 3 answer, 4 refused, 6 answer with bytes.
  #takeText(text) {
    if (text[0] === '0') return this.#socket.send('40')
    if (text[0] === '2') return this.#socket.send('3')
    const [, kind, id, json] = /^4(\d)(?:1-)?(\d*)(.*)$/s.exec(text) ?? []
    if (kind === '0') return this.onOpen()
    if (kind === '4') return this.#ended(text)
    const [first, second] = json ? JSON.parse(json) : []
    if (kind === '2') return this.onEvent(first, second)
    if (kind === '3') return this.#answer(Number(id), first)
    if (kind !== '6') return
    const field = Object.keys(first.value).find((name) => first.value[name]?._placeholder)
    this.#half = { id: Number(id), result: first, field }
  }

  #answer(id, result) {
    const asked = this.#asked.get(id)
    this.#asked.delete(id)
    clearTimeout(asked?.timer)
    asked?.resolve(result)
  }

  #ended(reason) {
    for (const { timer, reject } of this.#asked.values()) {
      clearTimeout(timer)
      reject(new Error(reason))
    }
    this.#asked.clear()
    this.onClose(reason)
  }
}

// docs/protocol.md, "One frame": 01, length of the id, the id, 48-bit offset, bytes.
function readFrame(frame) {
  const start = 2 + frame[1]
  return { terminal: frame.toString('latin1', 2, start), offset: frame.readUIntBE(start, 6), bytes: frame.subarray(start + 6) }
}

function writeScenario(folder) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'step.md'), 'Type.\n')
  writeFileSync(join(folder, 'index.json'), JSON.stringify({
    title: 'Bench', description: 'One terminal.', details: { steps: [{ title: 'One', text: 'step.md' }] },
    environment: { uilayout: 'terminal' }, backend: { imageid: 'ubuntu' },
  }))
}

/** Starts a server and waits until its port answers. `stop` ends it, if need be by force after five seconds. */
export async function launch(command, args, { port, env = {}, readyMs = 60_000 }) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  let printed = ''
  let status
  const keep = (data) => {
    printed = (printed + data).slice(-4_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const exit = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(status = code ?? signal))
    child.once('error', (error) => resolve(status = error.message))
  })
  const stop = async () => {
    if (status !== undefined) return
    child.kill('SIGTERM')
    await Promise.race([exit, pause(5_000, undefined, { ref: false })])
    if (status === undefined) child.kill('SIGKILL')
    await exit
  }
  const until = performance.now() + readyMs
  while (!(await answers(port))) {
    if (status !== undefined) throw new Error(`${command} ended with ${status}: ${printed}`)
    if (performance.now() > until) {
      await stop()
      throw new Error(`${command} does not listen after ${readyMs} ms: ${printed}`)
    }
    await pause(50)
  }
  return { pid: child.pid, port, url: `http://127.0.0.1:${port}`, exited: () => status ?? null, log: () => printed, stop }
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connectTcp({ port, host: '127.0.0.1' }, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
