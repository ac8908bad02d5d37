import type { Clock } from '../clock.ts'

/** The machine's own time, but never back. Timers do not keep the process alive. */
export const nodeClock: Clock = {
  now: steadyTime({ timeOfDay: Date.now, uptime: () => performance.now() }),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/**
 * The time of day that goes on by itself when the machine's is set back: what is due in two seconds would otherwise be due
 * in an hour and two seconds. It follows when the machine's is set forward, as after a sleep, because browsers show what
 * happened in the last minutes by a clock of their own.
 */
export function steadyTime({ timeOfDay, uptime }: { readonly timeOfDay: () => number; readonly uptime: () => number }): () => number {
  let startedAt = Number.NEGATIVE_INFINITY
  return () => {
    const up = Math.floor(uptime())
    startedAt = Math.max(startedAt, timeOfDay() - up)
    return startedAt + up
  }
}
