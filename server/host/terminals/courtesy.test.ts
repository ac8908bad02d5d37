import { expect, it } from 'vitest'
import { Courtesy } from './courtesy.ts'

const [typist, flood, second] = [{}, {}, {}]
const piece = 64 * 1024

/** What a flood gets through in a second, in MiB. */
function printedInOneSecond(courtesy: Courtesy, clock: { now: number }, floods: readonly object[]): number {
  const end = clock.now + 1_000
  const restUntil = new Map<object, number>()
  let printed = 0
  for (; clock.now < end; clock.now += 0.5) {
    for (const who of floods) {
      if ((restUntil.get(who) ?? 0) > clock.now) continue
      printed += piece
      restUntil.set(who, clock.now + courtesy.restAfter(who, piece))
    }
  }
  return printed / 1024 / 1024
}

it('slows floods down while somebody else types, all of them together, and only then', () => {
  const clock = { now: 10_000 }
  const courtesy = new Courtesy(() => clock.now)
  expect(printedInOneSecond(courtesy, clock, [flood])).toBeGreaterThan(100)
  courtesy.typed(flood)
  expect(printedInOneSecond(courtesy, clock, [flood])).toBeGreaterThan(100)
  courtesy.typed(typist)
  expect(printedInOneSecond(courtesy, clock, [flood])).toBeLessThan(10)
  courtesy.typed(typist)
  courtesy.typed(flood)
  expect(printedInOneSecond(courtesy, clock, [flood, second])).toBeLessThan(10)
  clock.now += 1_001
  expect(printedInOneSecond(courtesy, clock, [flood])).toBeGreaterThan(100)
})

it('never holds up what prints little', () => {
  const clock = { now: 0 }
  const courtesy = new Courtesy(() => clock.now)
  for (; clock.now < 5_000; clock.now += 10) {
    courtesy.typed(typist)
    expect(courtesy.restAfter(flood, 8 * 1024)).toBe(0)
  }
})

it('lets no typist rest for a flood, with others at the keys too', () => {
  const clock = { now: 10_000 }
  const courtesy = new Courtesy(() => clock.now)
  let rests = 0
  for (let at = 0; at < 200; at += 1) {
    for (const who of [typist, second]) {
      courtesy.typed(who)
      expect(courtesy.restAfter(who, 40)).toBe(0)
    }
    if (courtesy.restAfter(flood, piece) > 0) rests += 1
    clock.now += 5
  }
  expect(rests).toBeGreaterThan(50)
})
