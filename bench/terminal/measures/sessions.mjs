import { setTimeout as pause } from 'node:timers/promises'
import { startLoad } from '../lib/load.mjs'
import { quantile } from '../lib/numbers.mjs'
import { openAtPrompt } from '../lib/output.mjs'
import { usage } from '../lib/processes.mjs'

export const rounds = 2
export const fresh = true

/** What a server weighs alone and with many idle sessions, and how fast a new one is at its prompt. */
export async function measure({ peer, module, at, pid, fixture, scale }) {
  await pause(1_500)
  const empty = usage(pid, fixture.rc)
  let terminal
  const many = scale(200)
  const times = []
  for (let round = 0; round < scale(20); round += 1) {
    const cookie = await peer.newCookie?.(at.port)
    const from = performance.now()
    const session = await openAtPrompt(peer, { ...at, cookie })
    times.push(performance.now() - from)
    terminal ??= usage(pid, fixture.rc).terminal
    session.close()
    await pause(50)
  }
  const burst = await startLoad({ peer: module, port: at.port, role: 'burst', sessions: scale(50), readyMs: 60_000 })
  const burstTimes = await burst.stop()
  await pause(500)
  const warm = usage(pid, fixture.rc)
  const idle = await startLoad({ peer: module, port: at.port, role: 'idle', sessions: many, readyMs: 90_000 })
  try {
    await pause(2_000)
    const [before, from] = [usage(pid, fixture.rc), performance.now()]
    await pause(6_000)
    const after = usage(pid, fixture.rc)
    const seconds = (performance.now() - from) / 1_000
    // Each prints its thousand lines, and has ten seconds to come to rest.
    await idle.go()
    await pause(10_000)
    const printed = usage(pid, fixture.rc)
    return {
      emptyRssMib: empty.rss / 1024 ** 2, terminalRssMib: empty.rssOf.get(terminal) / 1024 ** 2, emptyPssMib: empty.pss / 1024 ** 2, processes: empty.processes,
      pssKibPerSession: (after.pss - warm.pss) / many / 1024, pssKibWithHistory: (printed.pss - warm.pss) / many / 1024,
      idleCpu: (after.cpuSeconds - before.cpuSeconds) / seconds * 100,
      openP50: quantile(times, 0.5), openP95: quantile(times, 0.95), burstP95: quantile(burstTimes, 0.95),
    }
  } finally {
    await idle.stop()
  }
}
