import type { Clock } from '../clock.ts'

/** The machine's own time. Timers do not keep the process alive. */
export const nodeClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
