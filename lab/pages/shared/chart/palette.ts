import type { Theme } from '../theme/stored-theme.ts'

/** Hues in the order in which dashboards of that time gave them out: green, yellow, light blue, orange, red, blue, magenta, violet … */
const colours: Readonly<Record<Theme, readonly string[]>> = {
  dark: ['#7cc36a', '#f0c443', '#63cfe3', '#f08a45', '#ef5350', '#4b93e6', '#d05fc6', '#9a83d8', '#4fb58b', '#c7a13c', '#8fd0f5', '#f7b27a', '#ff9aa2', '#8fb4f0', '#e7a1e0', '#c5b7ef'],
  light: ['#2f8a2a', '#b98900', '#0f8ea6', '#d9600f', '#cf2f2c', '#1f5fc0', '#a3309a', '#6a4fc0', '#0b7a55', '#8a6a00', '#2f7fb8', '#b8642a', '#b84a58', '#4a6fc4', '#9a4f93', '#7a6ab5'],
}

/** Colour of the n-th series. */
export function seriesColour(theme: Theme, index: number): string {
  const list = colours[theme]
  return list[index % list.length] ?? '#888888'
}

/** Gives each series a colour when it is first seen; it keeps it while others come and go. */
export class ColourBook {
  readonly #indices = new Map<string, number>()

  index(key: string): number {
    const known = this.#indices.get(key)
    if (known !== undefined) return known
    const next = this.#indices.size
    this.#indices.set(key, next)
    return next
  }
}
