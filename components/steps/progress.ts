const prefix = 'rehearsal:page:'

/** Remembers in this browser how far the learner has come. */
export function rememberPage(scenario: string, page: number): void {
  try {
    localStorage.setItem(prefix + scenario, String(page))
  } catch {
    // Storage forbidden or full: the learner starts at the first page next time.
    return
  }
}

/** Number of the page read last; undefined when the scenario was never opened here. */
export function lastPage(scenario: string): number | undefined {
  try {
    const text = localStorage.getItem(prefix + scenario)
    return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : undefined
  } catch {
    // Storage forbidden: as if never opened.
    return undefined
  }
}
