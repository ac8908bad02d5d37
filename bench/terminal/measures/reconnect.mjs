import { setTimeout as pause } from 'node:timers/promises'
import { end } from '../lib/fixture.mjs'
import { openAtPrompt, seen } from '../lib/output.mjs'

export const rounds = 1
const ticks = 120

/** The connection breaks for three seconds while the shell prints: the same shell afterwards, and every line once? */
export async function measure({ peer, at }) {
  const first = await openAtPrompt(peer, at)
  let text = ''
  const keep = (data) => { text += typeof data === 'string' ? data : data.toString('latin1') }
  first.onData(keep)
  first.write('echo "PID=$$."\r')
  await seen(first, '\nPID=')
  await pause(200)
  first.write(`bench_ticks ${ticks}\r`)
  await seen(first, 'tick 10.')
  first.drop()
  await pause(3_000)
  if (!peer.reconnect) return { sameShell: 0, linesLost: ticks - counts(text).size, linesDoubled: 0, firstOutputMs: undefined }
  // From the moment the link is back: the new connection and the attach are part of it.
  const back = performance.now()
  const second = await peer.reconnect(first, at)
  let firstOutput
  second.onData((data) => {
    firstOutput ??= performance.now()
    keep(data)
  })
  if (!text.includes(end)) await seen(second, end)
  await pause(200)
  second.write('echo "PID=$$."\r')
  await seen(second, '\nPID=')
  await pause(200)
  second.close()
  const [one, two] = [...text.matchAll(/\nPID=(\d+)\./g)].map(([, pid]) => pid)
  const seenLines = counts(text)
  return {
    sameShell: one === two ? 1 : 0, linesLost: ticks - seenLines.size, linesDoubled: [...seenLines.values()].filter((times) => times > 1).length,
    firstOutputMs: firstOutput - back,
  }
}

function counts(text) {
  const times = new Map()
  for (const [, line] of text.matchAll(/tick (\d+)\./g)) times.set(line, (times.get(line) ?? 0) + 1)
  return times
}
