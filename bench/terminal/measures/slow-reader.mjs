import { setTimeout as pause } from 'node:timers/promises'
import { floodCommand } from '../lib/fixture.mjs'
import { openAtPrompt } from '../lib/output.mjs'
import { usage } from '../lib/processes.mjs'
import { slowLink } from '../lib/slow-link.mjs'

export const rounds = 1
export const fresh = true

/** A shell floods a reader that takes 100 KiB/s: how much the server's memory grows, and whether the connection lives. */
export async function measure({ peer, at, pid, fixture, scale }) {
  const link = await slowLink(at.port, 100 * 1024)
  try {
    const session = await openAtPrompt(peer, { ...at, port: link.port })
    await pause(1_000)
    const before = usage(pid, fixture.rc).rss
    session.write(`${floodCommand}\r`)
    let most = before
    for (let second = 0; second < scale(30) && !session.closed; second += 1) {
      await pause(1_000)
      most = Math.max(most, usage(pid, fixture.rc).rss)
    }
    const kept = session.closed ? 0 : 1
    session.drop()
    return { grownMib: (most - before) / 1024 ** 2, kept }
  } finally {
    link.close()
  }
}
