import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { root } from '../lib/player.mjs'
import { makeFixture } from './lib/fixture.mjs'
import { machineBusySeconds } from './lib/processes.mjs'
import { writeReport } from './lib/report.mjs'

/**
 * Measures our terminals beside others on the same machine, in one run: rounds go in turn over the peers, so that what
 * else the machine does hits all alike. Usage: npm run bench:terminal -- [options]
 *   --peers product,ws,ttyd,wetty   which, of those that are there (TTYD_BIN, WETTY_MAIN)
 *   --measures throughput,echo,…    which
 *   --rounds N                      instead of each measure's own number
 *   --mib 64                        size of the text for `cat`
 *   --quick                         a quarter of everything, to see that it works
 *   --minutes 20                    no measure begins after that
 *   --write                         also write docs/performance.md
 *   --json FILE                     also write every single value
 *   --from A.json,B.json            measure nothing: one report from earlier runs, each measure from one of them
 */
const { values: options } = parseArgs({ options: {
  peers: { type: 'string', default: 'product,ws,ttyd,wetty' },
  measures: { type: 'string', default: 'throughput,echo,interrupt,reconnect,slow-reader,sessions,browser' },
  rounds: { type: 'string' },
  mib: { type: 'string' },
  minutes: { type: 'string', default: '20' },
  quick: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  json: { type: 'string' },
  from: { type: 'string' },
} })

const scale = (count) => (options.quick ? Math.max(5, Math.ceil(count / 4)) : count)
const until = performance.now() + Number(options.minutes) * 60_000
const modules = { product: './adapter.mjs', ws: './peers/ws.mjs', ttyd: './peers/ttyd.mjs', wetty: './peers/wetty.mjs' }
const mib = Number(options.mib ?? (options.quick ? 8 : 64))
const result = { from: new Date().toISOString(), mib, quick: options.quick, peers: {}, rows: [], missed: [], busy: [] }

const running = new Map()
let fixture

if (options.from) Object.assign(result, together(options.from.split(',').map((file) => JSON.parse(readFileSync(file, 'utf8')))))
else await measureAll()
if (options.json) writeFileSync(options.json, JSON.stringify(result, null, 1))
const report = writeReport(result)
console.log(report)
if (options.write) writeFileSync(join(root, 'docs', 'performance.md'), report)

async function measureAll() {
  fixture = makeFixture({ mib })
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stopAll().then(() => process.exit(1)))
  process.once('uncaughtException', (error) => {
    console.error(error)
    void stopAll().then(() => process.exit(1))
  })
  try {
    const peers = await availablePeers()
    for (const name of options.measures.split(',')) {
      await runMeasure(name, await import(`./measures/${name}.mjs`), peers)
    }
  } finally {
    await stopAll()
  }
  result.load = loadavg()[1]
  result.to = new Date().toISOString()
}

async function stopAll() {
  await Promise.all([...running.values()].map((server) => server.stop()))
  fixture.remove()
}

/** A measure counts in the last run that has it, so that its peers always come from one and the same run. */
function together(runs) {
  const rows = runs.reduce((before, run) => {
    const measures = new Set(run.rows.map(({ measure }) => measure))
    return [...before.filter(({ measure }) => !measures.has(measure)), ...run.rows.map((row) => ({ ...row, quick: run.quick }))]
  }, [])
  return {
    ...runs[0], rows, from: runs.map(({ from }) => from).toSorted()[0], to: runs.map(({ to }) => to).toSorted().at(-1),
    quick: runs.every(({ quick }) => quick), runs: runs.length, busy: runs.flatMap(({ busy }) => busy), load: Math.max(...runs.map(({ load }) => load)),
    missed: runs.flatMap(({ missed }, at) => missed.filter((line) => !runs.slice(at + 1).some((later) => later.rows.some(({ measure }) => measure === line.split(',')[0])))),
  }
}

async function availablePeers() {
  const found = []
  for (const name of options.peers.split(',')) {
    const module = new URL(modules[name], import.meta.url)
    const peer = await import(module)
    const { ok, why } = peer.available()
    result.peers[name] = ok ? peer.about.title : `not measured: ${why}`
    if (ok) found.push({ name, peer, module: module.href })
    else console.error(`${name}: ${why}`)
  }
  return found
}

async function runMeasure(name, { measure, rounds, fresh }, peers) {
  const count = options.rounds ? Number(options.rounds) : options.quick ? 1 : rounds
  for (let round = 0; round < count; round += 1) {
    for (const { name: peerName, peer, module } of peers) {
      if (performance.now() > until) {
        result.missed.push(`${name}, round ${round + 1}, ${peerName}: out of time`)
        continue
      }
      const [busy, from] = [machineBusySeconds(), performance.now()]
      try {
        const server = await serve(peerName, peer, fresh)
        const found = await withLimit(measure({ peer, module, at: { port: server.port }, pid: server.pid, fixture, scale }), name)
        result.rows.push({ measure: name, peer: peerName, round, ...found })
      } catch (error) {
        result.missed.push(`${name}, round ${round + 1}, ${peerName}: ${error.message.split('\n')[0]}`)
        await stop(peerName)
      }
      if (fresh) await stop(peerName)
      const seconds = (performance.now() - from) / 1_000
      const share = (machineBusySeconds() - busy) / seconds / cpus().length
      result.busy.push(share)
      console.error(`${name} ${round + 1}/${count} ${peerName}: ${seconds.toFixed(1)} s, processors ${(share * 100).toFixed(0)} % busy`)
    }
  }
}

/** The peer's server, started anew where a measure wants one that nobody has used. */
async function serve(name, peer, fresh) {
  if (fresh) await stop(name)
  const there = running.get(name)
  if (there && there.exited() === null) return there
  const server = await peer.start({ port: await freePort(), shell: fixture.shell, options: {}, dir: fixture.folder })
  running.set(name, server)
  await pause(700)
  return server
}

async function stop(name) {
  await running.get(name)?.stop()
  running.delete(name)
}

async function withLimit(work, name) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} took more than three minutes`)), 180_000)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
