export type Theme = 'light' | 'dark'

const key = 'theme'

/** What the learner chose here; undefined means: as the system has it. */
export function storedTheme(): Theme | undefined {
  try {
    const value = localStorage.getItem(key)
    return value === 'light' || value === 'dark' ? value : undefined
  } catch {
    // A browser that keeps nothing for pages in frames: the choice holds until the page is left.
    return undefined
  }
}

export function storeTheme(theme: Theme): void {
  try {
    localStorage.setItem(key, theme)
  } catch {
    // As above.
  }
}
