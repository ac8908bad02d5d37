import { useEffect, useState } from 'preact/hooks'

export interface Ticks {
  /** Counts up at every refresh. */
  readonly count: number
  refresh(): void
}

/** Whether somebody can see this page: a tab in the background cannot be seen, and a hidden frame has no size. */
function isSeen(): boolean {
  return document.visibilityState === 'visible' && innerWidth > 0
}

/** Counts up every so often while the page can be seen, and at once when it comes back into sight. 0: only when asked. */
export function useTicks(everyMs: number): Ticks {
  const [count, setCount] = useState(0)
  useEffect(() => {
    if (everyMs === 0) return undefined
    let missed = false
    const tick = () => setCount((before) => before + 1)
    const timer = setInterval(() => {
      missed = !isSeen()
      if (!missed) tick()
    }, everyMs)
    const back = () => {
      if (!missed || !isSeen()) return
      missed = false
      tick()
    }
    document.addEventListener('visibilitychange', back)
    addEventListener('resize', back)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', back)
      removeEventListener('resize', back)
    }
  }, [everyMs])
  return { count, refresh: () => setCount((before) => before + 1) }
}
