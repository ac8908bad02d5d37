/** Go's text/tabwriter, as `describe` uses it: cells end with a tab, and a column lasts as long as consecutive lines have it. */
export class TabWriter {
  readonly #minimum: number
  readonly #padding: number

  constructor({ minimum = 0, padding = 2 }: { readonly minimum?: number; readonly padding?: number } = {}) {
    this.#minimum = minimum
    this.#padding = padding
  }

  /** The lines with their tabs turned into blanks, each with a newline. */
  write(lines: readonly string[]): string {
    const cells = lines.map((line) => line.split('\t'))
    return this.#format(cells, []).join('')
  }

  #format(lines: readonly (readonly string[])[], widths: readonly number[]): string[] {
    const column = widths.length
    const out: string[] = []
    let at = 0
    while (at < lines.length) {
      let end = at
      while (end < lines.length && hasColumn(lines[end], column)) end += 1
      if (end === at) {
        out.push(this.#line(lines[at] ?? [], widths))
        at += 1
        continue
      }
      const block = lines.slice(at, end)
      const width = Math.max(this.#minimum, ...block.map((cells) => [...(cells[column] ?? '')].length + this.#padding))
      out.push(...this.#format(block, [...widths, width]))
      at = end
    }
    return out
  }

  #line(cells: readonly string[], widths: readonly number[]): string {
    return `${cells.map((cell, at) => cell + ' '.repeat(at < cells.length - 1 ? Math.max(0, (widths[at] ?? 0) - [...cell].length) : 0)).join('')}\n`
  }
}

// Only a cell that a tab ends belongs to a column; what follows the last tab is free text.
function hasColumn(cells: readonly string[] | undefined, column: number): boolean {
  return cells !== undefined && column < cells.length - 1
}
