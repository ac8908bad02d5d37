import { setTimeout as pause } from 'node:timers/promises'
import { typeKeys } from '../lib/keys.mjs'
import { startLoad } from '../lib/load.mjs'
import { quantile } from '../lib/numbers.mjs'
import { openAtPrompt } from '../lib/output.mjs'
import { usage } from '../lib/processes.mjs'

export const rounds = 3

/** From a key to its echo at a prompt: alone, beside a session that floods, and with many who type. */
export async function measure({ peer, module, at, pid, fixture, scale }) {
  const result = {}
  const session = await openAtPrompt(peer, at)
  await pause(300)
  const probe = async (name, count) => {
    const times = await typeKeys(session, count)
    for (const [percent, share] of [['P50', 0.5], ['P95', 0.95], ['P99', 0.99]]) result[`${name}${percent}`] = quantile(times, share)
  }
  await probe('idle', scale(200))
  const flood = await startLoad({ peer: module, port: at.port, role: 'flood', readyMs: 20_000 })
  await pause(500)
  await probe('flood', scale(150)).finally(flood.stop)
  const typists = await startLoad({ peer: module, port: at.port, role: 'typists', sessions: scale(199), readyMs: 60_000 })
  try {
    await pause(1_000)
    const [before, from] = [usage(pid, fixture.rc), performance.now()]
    await probe('typists', scale(200))
    result.typistsCpu = (usage(pid, fixture.rc).cpuSeconds - before.cpuSeconds) / ((performance.now() - from) / 1_000) * 100
  } finally {
    await typists.stop()
  }
  session.close()
  return result
}
