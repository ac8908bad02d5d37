import type { IMarker, Terminal } from '@xterm/headless'

interface ShellMark {
  readonly marker: IMarker
  /** `A`, `C`, or `D` with its status. */
  readonly data: string
}

/** More commands than this are not marked; the oldest go first. */
const maxMarks = 3_000

/** Where the shell said that a prompt (A) or output (C) began and a command ended (D): OSC 133, kept for a repaint. */
export class ShellMarks {
  #marks: ShellMark[] = []

  constructor(terminal: Terminal) {
    terminal.parser.registerOscHandler(133, (told) => {
      const data = /^(?:A|C|D(?:;\d{1,3})?)(?=;|$)/.exec(told)?.[0]
      // No marks while a program has the screen for itself.
      const marker = data === undefined ? undefined : terminal.registerMarker(0)
      if (data !== undefined && marker) this.#add({ marker, data })
      return false
    })
  }

  /** Row of the normal buffer → what is to be told again when that row is written. */
  byRow(): ReadonlyMap<number, string> {
    const rows = new Map<number, string>()
    for (const { marker, data } of this.#marks) {
      if (marker.line >= 0) rows.set(marker.line, `${rows.get(marker.line) ?? ''}\u001B]133;${data}\u0007`)
    }
    return rows
  }

  #add(mark: ShellMark): void {
    this.#marks.push(mark)
    if (this.#marks.length <= maxMarks) return
    this.#marks = this.#marks.filter(({ marker }) => !marker.isDisposed)
    while (this.#marks.length > maxMarks) this.#marks.shift()?.marker.dispose()
  }
}
