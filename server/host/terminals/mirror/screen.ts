import type { Terminal as XTerm } from '@xterm/headless'
import { limits } from '../../../../lib/protocol/limits.ts'
import { hardenTerminal } from '../../../../lib/terminal/harden.ts'
import { SequenceGuard } from '../../../../lib/terminal/sequence-guard.ts'
import { internalsOf, writeNow } from './internals.ts'
import { serialise } from './serialise.ts'
import { ShellMarks } from './shell-marks.ts'
import { Terminal, Unicode11Addon } from './xterm.ts'

/** A terminal without a window: follows the output and can say at any moment how to repaint it. */
export class Screen {
  readonly #terminal: XTerm
  readonly #guard: SequenceGuard
  readonly #marks: ShellMarks
  #title = ''

  constructor(cols: number, rows: number, scrollback: number = limits.scrollbackLines) {
    this.#terminal = new Terminal({ cols, rows, scrollback, allowProposedApi: true, logLevel: 'off' })
    hardenTerminal(this.#terminal)
    this.#marks = new ShellMarks(this.#terminal)
    // The same widths as in the browser, or the two would wrap differently.
    this.#terminal.loadAddon(new Unicode11Addon())
    this.#terminal.unicode.activeVersion = '11'
    this.#terminal.onTitleChange((title) => {
      this.#title = title.slice(0, 200)
    })
    this.#guard = new SequenceGuard(cols, rows)
  }

  /**
   * Takes output in at once, on the spot. What the terminal would answer to queries goes nowhere.
   * @throws when xterm.js stumbles; nothing can be relied on then
   */
  write(bytes: Uint8Array): void {
    writeNow(this.#terminal, this.#guard.filter(bytes))
  }

  resize(cols: number, rows: number): void {
    this.#terminal.resize(cols, rows)
    this.#guard.resize(cols, rows)
  }

  /** What repaints a fresh terminal of the same size to look and go on like this one. */
  serialise(): string {
    return serialise(this.#terminal, { title: this.#title, marks: this.#marks.byRow() })
  }

  /**
   * Whether more lines of text would only scroll: then the older of them may be left out, because what scrolled past the
   * end of the scrollback leaves no trace.
   */
  get scrollsPlainly(): boolean {
    const { buffer, rows, modes } = this.#terminal
    if (buffer.active.type === 'alternate' || modes.reverseWraparoundMode) return false
    const { normal } = internalsOf(this.#terminal).buffers
    return normal.scrollTop === 0 && normal.scrollBottom === rows - 1
  }

  /** The output so far ends within a sequence. */
  get insideSequence(): boolean {
    return this.#guard.holds || internalsOf(this.#terminal).insideSequence
  }

  get size(): { readonly cols: number; readonly rows: number } {
    return { cols: this.#terminal.cols, rows: this.#terminal.rows }
  }

  /** A program has the screen for itself. */
  get alternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate'
  }

  dispose(): void {
    this.#terminal.dispose()
  }

  /** For tests: what is inside. */
  get terminal(): XTerm {
    return this.#terminal
  }
}
