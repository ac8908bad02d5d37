const prefix = 'rehearsal:notice:'

/** What the learner was told about the machine of a scenario and has read; null when nothing. */
export function readNotice(slug: string): string | null {
  try {
    return localStorage.getItem(prefix + slug)
  } catch {
    // Storage forbidden: it is shown each time.
    return null
  }
}

export function rememberNotice(slug: string, text: string): void {
  try {
    localStorage.setItem(prefix + slug, text)
  } catch {
    // Storage forbidden or full: it is shown next time, too.
    return
  }
}
