import { setTimeout as pause } from 'node:timers/promises'
import { end, floodCommand } from './fixture.mjs'
import { openAtPrompt, seen } from './output.mjs'

const { peer: module, port, role, sessions: count = 1 } = JSON.parse(process.argv[2])
const peer = await import(module)
const opened = []
let stopped = false
const stop = new Promise((resolve) => {
  process.on('message', (message) => (message === 'go' ? void printAll() : resolve()))
  process.on('disconnect', resolve)
}).then(() => { stopped = true })

/** A thousand lines each, ten sessions at a time. */
async function printAll() {
  for (let at = 0; at < opened.length; at += 10) {
    await Promise.all(opened.slice(at, at + 10).map((session) => {
      const done = seen(session, end, 30_000)
      session.write('bench_lines 1000\r')
      return done
    }))
  }
  process.send({ printed: true })
}

const roles = {
  idle: () => {},
  flood: () => opened[0].write(`${floodCommand}\r`),
  /** Five keys a second each, with a line cleared now and then. */
  typists: () => opened.forEach(async (session) => {
    await pause(Math.random() * 200)
    for (let key = 1; !stopped && !session.closed; key += 1) {
      session.write(key % 40 === 0 ? '\u0015' : String.fromCharCode(97 + (key % 26)))
      await pause(160 + Math.random() * 80)
    }
  }),
  /** Opens all at once and tells how long each took. */
  burst: () => {},
}

try {
  if (role === 'burst') {
    const cookies = await ahead(count)
    const times = await Promise.all(cookies.map(async (cookie) => {
      const from = performance.now()
      opened.push(await openAtPrompt(peer, { port, cookie }))
      return performance.now() - from
    }))
    process.send({ result: times })
  } else {
    for (let at = 0; at < count; at += 10) opened.push(...await Promise.all((await ahead(Math.min(10, count - at))).map((cookie) => openAtPrompt(peer, { port, cookie }))))
    roles[role]()
    process.send({ ready: true })
  }
  await stop
} catch (error) {
  process.send({ failed: String(error) })
}
for (const session of opened) session.close()
await pause(Math.min(5_000, 500 + 20 * opened.length))
process.exit(0)

/** A browser has its cookie from the page, before the terminal is asked for. */
async function ahead(number) {
  const cookies = []
  for (let at = 0; at < number; at += 1) cookies.push(await peer.newCookie?.(port))
  return cookies
}
