import { expect } from '@playwright/test'
import { createRandom, randomText } from '../lab/random.ts'
import type { SessionView } from '../lib/protocol/session-view.ts'
import { testWithPlayer } from './player.ts'
import { newCookie, visit, type Visitor } from './visitor.ts'

// Random text goes into the terminals: a program that only repeats it stands in for the shell.
const test = testWithPlayer({ scenarios: 'e2e/scenarios', env: { REHEARSAL_SHELL: '/bin/cat', REHEARSAL_MAX_SESSIONS: '100' } })

const messages = 100_000
const visitors = 32
/** A browser may have this many questions open (server/web/relay.ts). */
const atOnce = 60

test(`W11: ${messages} messages, most of them malformed, leave it serving`, async ({ page, player }) => {
  test.setTimeout(600_000)
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)
  console.log(`seed ${seed} (FUZZ_SEED repeats it)`)
  const fuzz = fuzzer(seed)
  const tally = { answered: 0, refused: 0, lost: 0 }
  let left = messages

  async function work(): Promise<void> {
    const cookie = await newCookie(player.url)
    let visitor = await join(player.url, cookie)
    while (left > 0) {
      const batch = Math.min(atOnce, left)
      left -= batch
      const results = await Promise.all(Array.from({ length: batch }, () => {
        const { event, message } = fuzz()
        return visitor.ask(event, message)
      }))
      for (const result of results) tally[result === undefined ? 'lost' : result.ok ? 'answered' : 'refused'] += 1
      // The server hangs up on a frame that is too long, and a session may have been ended by its own message.
      if (!visitor.socket.connected || fuzz.ended()) {
        visitor.close()
        visitor = await join(player.url, cookie)
      }
    }
    await visitor.ask('session:end', {})
    visitor.close()
  }

  const workers = await Promise.allSettled(Array.from({ length: visitors }, work))
  expect(workers.filter(({ status }) => status === 'rejected')).toEqual([])
  console.log(tally)
  expect(tally.answered).toBeGreaterThan(messages / 100)
  expect(tally.refused).toBeGreaterThan(messages / 10)
  // Only what was sent along with a frame that is too long goes without an answer.
  expect(tally.lost).toBeLessThan(messages / 20)

  await page.goto(`${player.url}/learn/plain`)
  await expect(page.getByText('A plain shell').first()).toBeVisible()
  const complaints = player.output().split('\n').filter((line) => /unhandled|uncaught|invariant|starting .* again/i.test(line))
  expect(complaints).toEqual([])
})

/** Somebody in a session of their own: the one they had, or a new one. */
async function join(url: string, cookie: string): Promise<Visitor> {
  const visitor = await visit(url, cookie)
  const joined = await visitor.ask<SessionView>('session:join', { scenario: 'plain' }, 60_000)
  if (!joined?.ok) throw new Error(`Expected a session, got ${JSON.stringify(joined)}`)
  return visitor
}

const sound: Readonly<Record<string, unknown>> = {
  'session:join': { scenario: 'plain', mode: 'share', tab: 'a' },
  'session:extend': {},
  'session:link': {},
  'page:open': { page: 1 },
  'terminal:open': { name: 'more', host: 'host01' },
  'terminal:attach': { terminal: 't1', offset: 0, cols: 80, rows: 24 },
  'terminal:detach': { terminal: 't1' },
  'terminal:input': { terminal: 't1', data: 'abc\r', seq: 1 },
  'terminal:ack': { terminal: 't1', offset: 10 },
  'terminal:resize': { terminal: 't1', cols: 100, rows: 30 },
  'terminal:rename': { terminal: 't1', name: 'mine' },
  'terminal:reorder': { terminals: ['t1'] },
  'terminal:close': { terminal: 't2' },
  'terminal:activate': { terminal: 't1' },
  'command:run': { text: 'echo', interrupt: false, noNewline: false, controlKey: false, page: 1, block: 0 },
  'log:read': {},
  'transcript:read': { terminal: 't1', after: 0, limit: 10 },
  'recording:read': { terminal: 't1', at: 0 },
}
/** Each starts a process. */
const slow: Readonly<Record<string, unknown>> = {
  'check:run': { page: 1 },
  'files:list': { path: '.' },
  'files:read': { path: 'missing.txt' },
  'files:write': { path: 'fuzz.txt', text: 'x', more: false },
  'ports:list': {},
}
/** Each starts or ends a machine, so they come rarely. */
const costly: Readonly<Record<string, unknown>> = { 'session:restart': { keepFiles: true }, 'terminal:restart': { terminal: 't1' }, 'session:end': {} }

const odd: readonly unknown[] = [
  null, undefined, true, -1, 0, 1e9, 2 ** 53, Number.NaN, '', 'x', 't1', '\0', '../../../etc/passwd', '\ud800', '\u202eabc', 'a'.repeat(5000), [], [[[]]], ['t1', 't1'],
  {}, { toString: 1 }, JSON.parse('{"__proto__":{"polluted":true}}'), { constructor: { prototype: {} } }, new Uint8Array(8), 't'.repeat(200_000),
]

interface Fuzz {
  (): { event: string; message: unknown }
  /** Whether a session was ended since the last call. */
  ended(): boolean
}

function fuzzer(seed: number): Fuzz {
  const random = createRandom(seed)
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random.next() * list.length)]
  // Long ones end the connection; a handful of them is enough.
  const oddValue = () => (random.next() < 0.001 ? odd.at(-1) : pick(odd.slice(0, -1)))
  let ended = false
  const next = () => {
    const chance = random.next()
    const share = random.next()
    const table = share < 0.0005 ? costly : share < 0.05 ? slow : sound
    const event = pick(Object.keys(table)) ?? 'ports:list'
    if (event === 'session:end') ended = true
    const message = table[event]
    if (chance < 0.05) return { event: pick(['', 'constructor', '__proto__', 'disconnecting', 'terminal:data', randomText(random, 'abc:\0', 12)]) ?? '', message }
    if (chance < 0.15) return { event, message }
    if (chance < 0.3) return { event, message: oddValue() }
    const field = pick(Object.keys(Object(message))) ?? 'extra'
    return { event, message: { ...Object(message), [field]: oddValue() } }
  }
  return Object.assign(next, {
    ended() {
      const was = ended
      ended = false
      return was
    },
  })
}
