import { tellLag } from './lag.ts'
import { spread } from './numbers.ts'
import { echoes, openWholeServer, pause } from './whole-server.ts'

export interface CrowdOptions {
  readonly driver: string
  readonly idle: number
  readonly busy: number
  readonly keys: number
}

const processes = ['web', 'host']

/** Machines that stand idle and machines that count as fast as they may, and what a key costs who types beside them. */
export async function benchCrowd({ driver, idle, busy, keys }: CrowdOptions): Promise<void> {
  const server = await openWholeServer(driver)
  try {
    const typists = await server.enter(5)
    console.log(`  echo, ${typists.length} machines:           ${spread(await echoes(typists, keys))}`)
    const before = { server: server.memory(), whole: server.wholeMemory() }
    await server.enter(idle - typists.length)
    const workers = await server.enter(busy)
    // What the starts left behind is taken away in a moment of rest.
    await pause(5_000)
    const more = idle - typists.length + busy
    console.log(`  memory for each of ${more} more machines: web and host ${((server.memory() - before.server) / more).toFixed(2)} MiB, with launchers, relays and shells ${((server.wholeMemory() - before.whole) / more).toFixed(2)} MiB`)
    await server.lags()
    console.log(`  echo, ${idle + busy} idle machines:       ${spread(await echoes(typists, keys))}`)
    console.log(`  event loops meanwhile:        ${tellLag(processes, await server.lags())}`)
    for (const worker of workers) worker.type('while :; do :; done\r')
    await pause(2_000)
    await server.lags()
    console.log(`  echo, ${idle} idle and ${busy} busy:     ${spread(await echoes(typists, keys))}`)
    console.log(`  event loops meanwhile:        ${tellLag(processes, await server.lags())}`)
  } finally {
    const { seconds, left } = await server.stop()
    console.log(`  stopped within ${seconds.toFixed(1)} s, ${left} machines left behind`)
  }
}
