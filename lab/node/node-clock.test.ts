import { expect, it } from 'vitest'
import { nodeClock, steadyTime } from './node-clock.ts'

it('R13: goes on when the time of day is set back, and follows when it is set forward', () => {
  const machine = { timeOfDay: 1_000_000, uptime: 500.5 }
  const now = steadyTime({ timeOfDay: () => machine.timeOfDay, uptime: () => machine.uptime })
  const seen = [[0, 0], [10, 10], [10, -86_400_000], [10, 10], [5, 90_000_000], [5, 5]].map(([up = 0, day = 0]) => {
    machine.uptime += up
    machine.timeOfDay += day
    return now() - 1_000_000
  })
  expect(seen).toEqual([0, 10, 20, 30, 3_600_020, 3_600_025])
})

it('is the time of day', () => {
  expect(Math.abs(nodeClock.now() - Date.now())).toBeLessThan(60_000)
})
