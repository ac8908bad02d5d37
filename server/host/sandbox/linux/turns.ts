/**
 * Lets so many tasks run at once; the others wait for their turn, first come first served. A class that starts together is
 * served sooner this way than when everybody's start slows everybody's down.
 */
export function openTurns(most: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (task) => {
    if (running >= most) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
      })
    } else running += 1
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      // The turn passes on; only the last one gives it back.
      if (next) next()
      else running -= 1
    }
  }
}
