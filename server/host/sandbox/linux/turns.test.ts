import { expect, it } from 'vitest'
import { openTurns } from './turns.ts'

it('runs so many at once, in the order they came, and goes on after failures', async () => {
  const inTurn = openTurns(2)
  const events: string[] = []
  let running = 0
  let most = 0
  const task = (name: string, fails = false) => inTurn(async () => {
    running += 1
    most = Math.max(most, running)
    events.push(name)
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    running -= 1
    if (fails) throw new Error(name)
    return name
  })
  const results = await Promise.allSettled([task('a'), task('b', true), task('c'), task('d'), task('e')])
  expect(events).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(most).toBe(2)
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
  expect(await task('f')).toBe('f')
})
