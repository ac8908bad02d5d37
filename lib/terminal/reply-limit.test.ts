import { expect, it } from 'vitest'
import { createReplyLimit } from './reply-limit.ts'

function taken(reply: string, { times, everyMs }: { times: number; everyMs: number }): number {
  let now = 0
  const limit = createReplyLimit(() => now)
  let count = 0
  for (let time = 0; time < times; time += 1) {
    if (limit.take(reply)) count += 1
    now += everyMs
  }
  return count
}

it.each([
  ['lets through what a program asks when it starts', '\u001B[?1;2c', { times: 60, everyMs: 0 }, 60],
  ['stops a flood of questions', '\u001B[1;1R', { times: 10_000, everyMs: 0 }, 100],
  ['goes on with so many a second', '\u001B[1;1R', { times: 10_000, everyMs: 1 }, 1099],
  ['counts what long answers are made of', 'x'.repeat(1000), { times: 10_000, everyMs: 1 }, 44],
  ['never lets an endless one through', 'x'.repeat(5000), { times: 100, everyMs: 1000 }, 0],
] as const)('%s', (_, reply, flood, expected) => {
  // A little is lost in sums of fractions.
  expect(Math.abs(taken(reply, flood) - expected)).toBeLessThanOrEqual(1)
})
