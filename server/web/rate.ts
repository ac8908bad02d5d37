/** Lets `perSecond` events through on average, and as many at once; `take` tells whether one more may pass. */
export interface Rate {
  take(): boolean
}

export function createRate(perSecond: number, now: () => number): Rate {
  let tokens = perSecond
  let at = now()
  return {
    take() {
      const time = now()
      tokens = Math.min(perSecond, tokens + ((time - at) / 1000) * perSecond)
      at = time
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
