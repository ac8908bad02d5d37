/** Milliseconds of the best of several rounds; one more comes before, for the compiler. */
export function bestOf(rounds: number, run: () => void): number {
  let best = Infinity
  for (let round = 0; round <= rounds; round += 1) {
    const start = performance.now()
    run()
    if (round > 0) best = Math.min(best, performance.now() - start)
  }
  return best
}
