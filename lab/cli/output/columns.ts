const minimum = 6
const padding = 3

/**
 * Lines up cells as kubectl's tab writer does: columns at least 6 wide, 3 blanks between, nothing after the last cell.
 * It remembers widths, so that lines added later (a watch) stand under the first ones.
 */
export class ColumnWriter {
  #widths: number[] = []

  /** The rows as text, each with a newline. */
  write(rows: readonly (readonly string[])[]): string {
    for (const row of rows) {
      row.slice(0, -1).forEach((cell, at) => {
        this.#widths[at] = Math.max(this.#widths[at] ?? minimum, [...cell].length + padding)
      })
    }
    return rows.map((row) => `${row.map((cell, at) => (at === row.length - 1 ? cell : cell + this.#pad(cell, at))).join('')}\n`).join('')
  }

  #pad(cell: string, at: number): string {
    return ' '.repeat(Math.max(0, (this.#widths[at] ?? minimum) - [...cell].length))
  }
}
