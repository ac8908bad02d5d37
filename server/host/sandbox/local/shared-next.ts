/**
 * Callers that come while the work runs share the next run, so that each sees what was true after it asked, and a
 * thousand of them cost two runs.
 */
export function sharedNext<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  let next: Promise<T> | undefined

  function start(): Promise<T> {
    next = undefined
    const run = work()
    running = run
    const done = () => {
      if (running === run) running = undefined
    }
    run.then(done, done)
    return run
  }

  return () => {
    if (!running) return start()
    next ??= running.then(start, start)
    return next
  }
}
