import type { IBufferCell, IBufferLine } from '@xterm/headless'
import type { Attributes, Internals } from './internals.ts'
import { hasBackground, linkOf, sgr } from './sgr.ts'

export interface LineRange {
  /** First column, and the one behind the last. */
  readonly from: number
  readonly to: number
  /** The terminal wrapped into this line by itself. */
  readonly wrapped: boolean
  /** Memory for one cell. */
  readonly cell: IBufferCell
}

/** Writes lines of a buffer as text and sequences, keeping track of what is set so that only changes are written. */
export class LineWriter {
  readonly #internals: Internals
  readonly #parts: string[] = []
  #looks = '\u001B[m'
  #link = 0
  #empty = 0

  constructor(internals: Internals) {
    this.#internals = internals
  }

  add(text: string): void {
    this.#parts.push(text)
  }

  /** All that is written, with looks and links back to none. */
  toString(): string {
    this.plain()
    return this.#parts.join('')
  }

  /** No looks, no link: what a fresh line starts with. */
  plain(): void {
    this.#setLink(0)
    this.#setLooks('\u001B[m')
  }

  /** The cells of one line from the cursor on; empty cells at the end are left as they are. */
  line(line: IBufferLine, { from, to, wrapped, cell }: LineRange): void {
    this.#empty = 0
    let covered = from
    for (let column = from; column < to; column += 1) {
      const current = line.getCell(column, cell)
      // The second half of a wide character; one that lost its first half (xterm.js leaves such behind) is an empty cell.
      if (!current || (current.getWidth() === 0 && covered > column)) continue
      // With wrapping off a character may have been written over the second half of a wide one at the very end.
      const over = covered > column
      if (over) this.add('\u001B[?7l')
      covered = column + Math.max(1, current.getWidth())
      this.#cell(current, column === to - 1)
      if (over) this.add('\u001B[?7h')
      if (wrapped && column === 0) this.#clearRest(current)
    }
    this.#empty = 0
  }

  looks(attributes: Attributes): void {
    this.#setLooks(sgr(attributes))
  }

  link(id: number): void {
    this.#setLink(id)
  }

  #cell(cell: IBufferCell, isLast: boolean): void {
    // The class behind the public interface has these methods too.
    const attributes = cell as unknown as Attributes
    const text = cell.getChars()
    if (text === '') {
      if (hasBackground(attributes)) this.#erased(attributes, isLast)
      else this.#empty += 1
      return
    }
    this.#skipEmpty()
    this.#setLink(linkOf(attributes))
    this.#setLooks(sgr(attributes))
    this.add(text)
  }

  // The character that made the terminal wrap may have coloured the whole line that scrolled in.
  #clearRest(cell: IBufferCell): void {
    // As above.
    if (!hasBackground(cell as unknown as Attributes)) return
    this.plain()
    this.add('\u001B[K')
  }

  // An empty cell with a background: erased in that colour, which leaves the cursor where it is.
  #erased(attributes: Attributes, isLast: boolean): void {
    this.#skipEmpty()
    this.#setLink(0)
    this.#setLooks(sgr(attributes))
    this.add(isLast ? '\u001B[X' : '\u001B[X\u001B[C')
  }

  #skipEmpty(): void {
    if (this.#empty > 0) this.add(`\u001B[${this.#empty}C`)
    this.#empty = 0
  }

  #setLooks(looks: string): void {
    if (looks === this.#looks) return
    this.#looks = looks
    this.add(looks)
  }

  #setLink(id: number): void {
    if (id === this.#link) return
    this.#link = id
    const uri = id === 0 ? '' : (this.#internals.linkUri(id) ?? '')
    this.add(`\u001B]8;;${uri}\u0007`)
  }
}
