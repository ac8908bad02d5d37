import type { Clock } from '../clock.ts'

export interface LoadState {
  readonly running: boolean
  /** Page views a second. */
  readonly rate: number
}

export interface LoadGenerator extends LoadState {
  setRunning(running: boolean): void
  /** Page views a second, 0.1 to 50. */
  setRate(rate: number): void
  snapshot(): LoadState
  stop(): void
}

export interface LoadOptions {
  readonly clock: Clock
  /** Views a page once; its answer is not looked at. */
  view(): Promise<unknown>
  readonly state?: LoadState | undefined
}

const defaults: LoadState = { running: false, rate: 5 }
const slowest = 0.1
const fastest = 50
/** Pages that may be under way at once: a hanging service must not pile up work. */
const mostUnderWay = 200

/** Steady load on the lab's clock: a view each 1/rate seconds, whether or not the last one was answered. */
export function createLoadGenerator({ clock, view, state = defaults }: LoadOptions): LoadGenerator {
  let { running, rate } = state
  let underWay = 0
  let cancel = () => {}
  schedule()

  function schedule(): void {
    cancel()
    if (running) cancel = clock.after(1000 / rate, tick)
  }

  function tick(): void {
    schedule()
    if (underWay >= mostUnderWay) return
    underWay += 1
    const done = () => {
      underWay -= 1
    }
    view().then(done, done)
  }

  return {
    get running() {
      return running
    },
    get rate() {
      return rate
    },
    setRunning(next) {
      if (next === running) return
      running = next
      schedule()
    },
    setRate(next) {
      rate = Number.isFinite(next) ? Math.min(fastest, Math.max(slowest, next)) : rate
      schedule()
    },
    snapshot: () => ({ running, rate }),
    stop() {
      running = false
      cancel()
    },
  }
}
