import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bwrapDriver } from '../../server/host/sandbox/bwrap.ts'
import { dockerDriver } from '../../server/host/sandbox/docker.ts'
import { localDriver } from '../../server/host/sandbox/local.ts'
import { ociDriver } from '../../server/host/sandbox/oci.ts'
import type { SandboxDriver } from '../../server/host/sandbox/sandbox.ts'
import { testDockerHost } from '../../server/host/sandbox/testing.ts'
import { benchCrowd } from './crowd.ts'
import { benchFlood } from './flood.ts'
import { countHeld, heldKinds, type Held } from './held.ts'
import { percentile } from './numbers.ts'
import { runRounds, startMany, startOne } from './starts.ts'

const usage = `node bench/sandbox/run.mjs [--drivers=bwrap,oci] [--starts=20] [--at-once=100] [--rounds=2000]
  [--idle=150] [--busy=30] [--keys=300]     machines of a whole server, and keys typed beside them; --idle=0 leaves it out
  [--flood-seconds=60] [--typed-mib=16]     yes, a tab that stands still, input that nobody reads; --flood-seconds=0 leaves it out`

/**
 * Start to prompt, alone and all at once; what is left after many rounds; a full server; a flood: for each driver that
 * works here.
 */
export async function main(args: readonly string[]): Promise<void> {
  const settings = new Map(args.map((arg) => [arg.split('=')[0] ?? '', arg.split('=')[1] ?? '']))
  if (settings.has('--help')) return console.log(usage)
  const number = (name: string, otherwise: number) => Number(settings.get(name) ?? otherwise)
  const wanted = settings.get('--drivers')?.split(',')
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-bench-'))
  try {
    for (const driver of allDrivers(folder)) {
      if (wanted && !wanted.includes(driver.name)) continue
      const probed = await driver.probe()
      if (!probed.ok) {
        console.log(`${driver.name}: skipped. ${probed.reason}`)
        continue
      }
      console.log(`\n${driver.name} ${probed.version}`)
      await benchStarts(driver, number('--starts', 20), number('--at-once', 100))
      await benchRounds(driver, number('--rounds', 2000))
      const [idle, keys, seconds] = [number('--idle', 150), number('--keys', 300), number('--flood-seconds', 60)]
      if (idle > 0) await benchCrowd({ driver: driver.name, idle, busy: number('--busy', 30), keys })
      if (seconds > 0) await benchFlood({ driver: driver.name, seconds, keys, typedMebibytes: number('--typed-mib', 16) })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function allDrivers(folder: string): readonly SandboxDriver[] {
  const options = { folder, rootFileSystems: process.env.REHEARSAL_ROOTFS ?? join(process.cwd(), '.data', 'rootfs') }
  return [localDriver({ folder }), bwrapDriver(options), ociDriver(options), dockerDriver({ folder, host: testDockerHost })]
}

async function benchStarts(driver: SandboxDriver, starts: number, atOnce: number): Promise<void> {
  if (starts === 0) return
  const alone: number[] = []
  for (let at = 0; at < starts; at += 1) alone.push(await startOne(driver))
  console.log(`  start to prompt, alone:     p50 ${percentile(alone, 0.5)} ms, p95 ${percentile(alone, 0.95)} ms (${starts} starts)`)
  if (atOnce === 0) return
  const { times, mebibytesEach } = await startMany(driver, atOnce)
  console.log(`  start to prompt, ${atOnce} at once: p50 ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms; ${mebibytesEach.toFixed(1)} MiB of the machine each`)
}

async function benchRounds(driver: SandboxDriver, rounds: number): Promise<void> {
  if (rounds === 0) return
  // A first few rounds bring up what stays: compiled code, threads, pools.
  await runRounds(driver, 10)
  const before = countHeld()
  const started = performance.now()
  await runRounds(driver, rounds)
  const seconds = (performance.now() - started) / 1000
  // Relays and inits that were killed are still on the list of processes for a moment.
  await new Promise((resolve) => {
    setTimeout(resolve, 3_000)
  })
  const after = countHeld()
  console.log(`  ${rounds} rounds in ${seconds.toFixed(0)} s (${(seconds * 1000 / rounds).toFixed(0)} ms each). Held before and after:`)
  for (const kind of heldKinds) console.log(`    ${kind.padEnd(16)} ${describe(before, kind)} → ${describe(after, kind)}`)
}

function describe(held: Held, kind: keyof Held): string {
  return kind === 'memory (MiB)' ? held[kind].toFixed(0) : String(held[kind])
}
