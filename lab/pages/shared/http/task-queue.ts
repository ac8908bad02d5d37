/** A browser opens six connections to a server; one stays free for clicks. */
const atOnce = 5

/**
 * Runs tasks a few at a time, in the order in which they came. A task whose signal has fired before its turn is dropped:
 * what it was for is no longer on screen.
 */
export function createTaskQueue(): <T>(task: () => Promise<T>, signal: AbortSignal) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0

  function next(): void {
    while (running < atOnce && waiting.length > 0) waiting.shift()?.()
  }

  return (task, signal) => new Promise((resolve, reject) => {
    waiting.push(() => {
      if (signal.aborted) return reject(signal.reason)
      running += 1
      const done = () => {
        running -= 1
        next()
      }
      task().then(resolve, reject)
        // Both outcomes went to the caller; here only the place in the queue is given back.
        .finally(done)
    })
    next()
  })
}
