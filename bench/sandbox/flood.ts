import { cpuSeconds, spread } from './numbers.ts'
import { echoes, openWholeServer, pause } from './whole-server.ts'
import type { Learner } from '../../server/testing/learner.ts'
import { until } from '../../server/testing/learner.ts'

export interface FloodOptions {
  readonly driver: string
  readonly seconds: number
  readonly keys: number
  /** Typed into a program that reads nothing. */
  readonly typedMebibytes: number
}

/** A program that prints without end, before a tab that reads, one that stands still and none; and one that reads nothing. */
export async function benchFlood({ driver, seconds, keys, typedMebibytes }: FloodOptions): Promise<void> {
  const server = await openWholeServer(driver)
  try {
    const typists = await server.enter(5)
    const [flooded, stalled, mute] = await server.enter(3)
    if (!flooded || !stalled || !mute) throw new Error('Expected three learners')
    await echoes(typists, keys)
    const cpu = () => server.pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0)
    const rest = server.memory()

    flooded.type('yes\r')
    const end = performance.now() + seconds * 1000
    let most = 0
    const times: number[] = []
    while (performance.now() < end) {
      times.push(...await echoes(typists, 20))
      most = Math.max(most, server.memory())
      forget(flooded)
    }
    console.log(`  yes for ${seconds} s: web and host at most ${(most - rest).toFixed(1)} MiB more; echo of others ${spread(times)}`)
    console.log(`  Ctrl-C stops it after ${(await interrupt(flooded)).toFixed(0)} ms`)

    const beforeStall = server.memory()
    stalled.frozen = true
    stalled.type('yes\r')
    await pause(Math.min(seconds, 15) * 1000)
    console.log(`  a tab that stands still before yes: ${(server.memory() - beforeStall).toFixed(1)} MiB more`)
    stalled.thaw()
    console.log(`  it goes on, and Ctrl-C stops it after ${(await interrupt(stalled)).toFixed(0)} ms`)

    const before = { memory: server.memory(), cpu: cpu() }
    mute.type('sleep 600\r')
    const piece = 'x'.repeat(4096)
    for (let at = 0; at < typedMebibytes * 256; at += 1) {
      mute.type(piece)
      if (at % 64 === 0) await pause(5)
    }
    await pause(3_000)
    console.log(`  ${typedMebibytes} MiB typed into a program that reads nothing: ${(server.memory() - before.memory).toFixed(1)} MiB and ${(cpu() - before.cpu).toFixed(1)} s of processor more`)
  } finally {
    await server.stop()
  }
}

/** What came is of no interest here, and there is a lot of it. */
function forget(learner: Learner): void {
  learner.received.length = 0
}

/** Milliseconds from Ctrl-C to the prompt. */
async function interrupt(learner: Learner): Promise<number> {
  forget(learner)
  const from = performance.now()
  learner.type('\u0003')
  await until(() => {
    const [last] = learner.received.slice(-1)
    return last !== undefined && /[$#] $/.test(plain(last))
  }, () => 'no prompt')
  return performance.now() - from
}

// oxlint-disable-next-line no-control-regex -- escapes are what is taken away
const escapes = /\u001B(?:\[[\d;?]*[A-Za-z]|\][^\u0007\u001B]*(?:\u0007|\u001B\\))/g

function plain(bytes: Buffer): string {
  return bytes.subarray(-300).toString('utf8').replace(escapes, '')
}
