import { setTimeout as pause } from 'node:timers/promises'
import { captured, openAtPrompt } from '../lib/output.mjs'
import { usage } from '../lib/processes.mjs'

export const rounds = 3

/** `cat` of the whole text, from its first byte to its last at the client. */
export async function measure({ peer, at, pid, fixture }) {
  const session = await openAtPrompt(peer, at)
  await pause(300)
  const before = usage(pid, fixture.rc)
  const done = captured(session, 120_000)
  session.write('bench_cat\r')
  const { bytes, sha1, ms, pieces } = await done
  const after = usage(pid, fixture.rc)
  session.close()
  return {
    mibPerSecond: bytes / 1024 / 1024 / (ms / 1_000),
    cpuSecondsPerGib: (after.cpuSeconds - before.cpuSeconds) / (bytes / 1024 ** 3),
    intact: bytes === fixture.expected.bytes && sha1 === fixture.expected.sha1 ? 1 : 0,
    bytesPerPiece: bytes / pieces,
  }
}
