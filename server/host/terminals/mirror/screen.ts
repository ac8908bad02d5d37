import { Unicode11Addon } from '@xterm/addon-unicode11'
import { Terminal } from '@xterm/headless'
import { limits } from '../../../../lib/protocol/limits.ts'
import { hardenTerminal } from '../../../../lib/terminal/harden.ts'
import { SequenceGuard } from '../../../../lib/terminal/sequence-guard.ts'
import { internalsOf } from './internals.ts'
import { serialise } from './serialise.ts'

/** A terminal without a window: follows the output and can say at any moment how to repaint it. */
export class Screen {
  readonly #terminal: Terminal
  readonly #guard: SequenceGuard
  #title = ''

  constructor(cols: number, rows: number) {
    this.#terminal = new Terminal({ cols, rows, scrollback: limits.scrollbackLines, allowProposedApi: true, logLevel: 'off' })
    hardenTerminal(this.#terminal)
    // The same widths as in the browser, or the two would wrap differently.
    this.#terminal.loadAddon(new Unicode11Addon())
    this.#terminal.unicode.activeVersion = '11'
    this.#terminal.onTitleChange((title) => {
      this.#title = title.slice(0, 200)
    })
    this.#guard = new SequenceGuard(cols, rows)
  }

  /** Resolves when it is on the screen. What the terminal would answer to queries goes nowhere. */
  write(bytes: Uint8Array): Promise<void> {
    const harmless = this.#guard.filter(bytes)
    return new Promise((resolve) => this.#terminal.write(harmless, resolve))
  }

  resize(cols: number, rows: number): void {
    this.#terminal.resize(cols, rows)
    this.#guard.resize(cols, rows)
  }

  /** What repaints a fresh terminal of the same size to look and go on like this one. */
  serialise(): string {
    return serialise(this.#terminal, this.#title)
  }

  /**
   * Whether whole lines of plain text would only scroll: then the older of them may be left out, because what scrolled
   * past the end of the scrollback leaves no trace.
   */
  get scrollsPlainly(): boolean {
    const { buffer, rows } = this.#terminal
    if (buffer.active.type === 'alternate') return false
    const { scrollTop, scrollBottom } = internalsOf(this.#terminal).buffers.normal
    return scrollTop === 0 && scrollBottom === rows - 1
  }

  get alternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate'
  }

  dispose(): void {
    this.#terminal.dispose()
  }

  /** For tests: what is inside. */
  get terminal(): Terminal {
    return this.#terminal
  }
}
