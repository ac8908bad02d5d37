import { setTimeout as pause } from 'node:timers/promises'
import { floodCommand, prompt } from '../lib/fixture.mjs'
import { median } from '../lib/numbers.mjs'
import { openAtPrompt, seen } from '../lib/output.mjs'
import { slowLink } from '../lib/slow-link.mjs'

export const rounds = 2
// A peer without flow control fills memory for as long as it is asked.
export const fresh = true
const longestMs = 10_000

/** Ctrl-C while `yes` runs: milliseconds until the prompt is at the client, for a fast reader and over 1 MiB/s. */
export async function measure({ peer, at }) {
  const fast = []
  for (let round = 0; round < 4; round += 1) fast.push(await interrupt(peer, at, 1_000))
  const link = await slowLink(at.port, 1024 * 1024)
  try {
    const slow = []
    for (let round = 0; round < 2 && slow.at(-1) !== longestMs; round += 1) slow.push(await interrupt(peer, { ...at, port: link.port }, 2_500))
    return { fastMs: median(fast), slowMs: median(slow) }
  } finally {
    link.close()
  }
}

async function interrupt(peer, at, floodMs) {
  const session = await openAtPrompt(peer, at)
  session.write(`${floodCommand}\r`)
  await pause(floodMs)
  const back = seen(session, prompt, longestMs).catch(() => undefined)
  const from = performance.now()
  session.write('\u0003')
  const to = await back
  if (to === undefined) session.drop()
  else session.close()
  await pause(200)
  return to === undefined ? longestMs : to - from
}
