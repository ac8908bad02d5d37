import { CommandLog } from './command-log.ts'
import { MarkReader, type Mark } from './mark-reader.ts'
import { plainText } from './plain-text.ts'

/**
 * What the shell does, as far as it tells. `unknown`: it told nothing yet, or never will. `input`: it waits for a line.
 * `between`: a command ended and the next prompt is not there yet.
 */
export type ShellPhase = 'unknown' | 'prompt' | 'input' | 'running' | 'between'

export interface ShellEvents {
  /** A command started or ended. */
  command(event: { readonly id: number; readonly ended: boolean; readonly exitCode?: number }): void
  /** Something that a terminal's view shows has changed. */
  changed(): void
}

export interface ShellStateOptions {
  readonly events: ShellEvents
  /** Milliseconds that only go forward. */
  readonly now: () => number
  /** The time of day. */
  readonly clock: () => number
}

/** Longest line that is put together from what was typed, where the shell does not say what it runs. */
const mostEcho = 16 * 1024

/** Follows a terminal's shell through its output: prompt, commands, folder, modes. */
export class ShellState {
  readonly log: CommandLog
  readonly #events: ShellEvents
  readonly #reader: MarkReader
  readonly #waiting = new Set<() => void>()
  #phase: ShellPhase = 'unknown'
  #prompts = 0
  #continued = false
  /** Something was told since the last prompt that a prompt drawn anew does not bring: a command, a further line, the hook. */
  #isNewLine = true
  /** The hook before each prompt told of the last one. */
  #isHooked = false
  #paste = false
  #alternate = false
  #folder = ''
  #lastExit: number | undefined
  #echo: Uint8Array[] = []
  #echoLength = 0

  constructor({ events, now, clock }: ShellStateOptions) {
    this.#events = events
    this.log = new CommandLog(now, clock)
    this.#reader = new MarkReader({ text: (bytes) => this.#text(bytes), mark: (mark) => this.#mark(mark) })
  }

  get phase(): ShellPhase {
    return this.#phase
  }

  /** Counts the lines that the shell has asked for, first and further ones; not those that it only drew anew. */
  get prompts(): number {
    return this.#prompts
  }

  /** The line that is asked for goes on with an unfinished command. */
  get continued(): boolean {
    return this.#continued
  }

  /** Whoever reads wants pasted text in brackets. */
  get takesPaste(): boolean {
    return this.#paste
  }

  /** A program has the screen for itself. */
  get alternate(): boolean {
    return this.#alternate
  }

  view(): { command?: string; lastExit?: number; cwd?: string } {
    const { running } = this.log
    return {
      ...(running ? { command: running.text } : {}),
      ...(this.#lastExit === undefined ? {} : { lastExit: this.#lastExit }),
      ...(this.#folder ? { cwd: this.#folder } : {}),
    }
  }

  printed(bytes: Uint8Array): void {
    this.#reader.push(bytes)
  }

  /** The shell is gone, and what it ran with it. */
  ended(): void {
    this.#endCommand(undefined)
    this.#phase = 'unknown'
    this.#paste = false
    this.#alternate = false
    this.#continued = false
    this.#tellWaiting()
  }

  /** Resolves once `holds` does, looked at after each mark, to true; to false after so long. */
  async when(holds: () => boolean, ms: number): Promise<boolean> {
    if (holds()) return true
    return new Promise((resolve) => {
      const look = (): void => {
        if (holds()) settle(true)
      }
      const settle = (held: boolean): void => {
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve(held)
      }
      const timer = setTimeout(() => settle(false), ms)
      this.#waiting.add(look)
    })
  }

  #text(bytes: Uint8Array): void {
    if (this.#phase === 'running') {
      if (!this.#alternate) this.log.printed(bytes)
    } else if (this.#phase === 'input' && this.#echoLength < mostEcho) {
      this.#echo.push(new Uint8Array(bytes))
      this.#echoLength += bytes.length
    }
  }

  #mark(mark: Mark): void {
    if (mark.kind === 'paste') this.#paste = mark.on
    else if (mark.kind === 'alternate') this.#alternate = mark.on
    else if (mark.kind === 'folder') this.#hook(mark.path)
    else if (mark.kind === 'start') this.#startCommand(mark.text)
    else if (mark.kind === 'end') this.#endCommand(mark.code)
    else this.#prompt(mark.kind)
    this.#tellWaiting()
  }

  #prompt(kind: 'prompt' | 'input' | 'more-input'): void {
    if (kind === 'input') {
      // bash draws prompt and line anew when Enter ends a paste that is longer than the terminal is wide, and at a new size.
      if (this.#isNewLine || !this.#isHooked) this.#prompts += 1
      this.#isNewLine = false
      this.#phase = 'input'
      return
    }
    // A shell that lost its hook says nothing at the end of a command, but it asks for the next one.
    if (this.#phase === 'running') this.#endCommand(undefined)
    this.#continued = kind === 'more-input'
    if (this.#continued) this.#isNewLine = true
    if (kind === 'prompt') this.#forgetEcho()
    this.#phase = 'prompt'
  }

  #startCommand(text: string | undefined): void {
    this.#endCommand(undefined)
    this.#isNewLine = true
    this.#isHooked = false
    const typed = text ?? plainText(Buffer.concat(this.#echo)).trim()
    this.#forgetEcho()
    this.#phase = 'running'
    this.#continued = false
    const id = this.log.start(typed, this.#folder)
    this.#events.command({ id, ended: false })
    this.#events.changed()
  }

  #endCommand(code: number | undefined): void {
    const id = this.log.end(code)
    if (this.#phase === 'running') this.#phase = 'between'
    if (id === undefined) return
    this.#alternate = false
    this.#lastExit = code
    this.#events.command({ id, ended: true, ...(code === undefined ? {} : { exitCode: code }) })
    this.#events.changed()
  }

  /** Our hook runs before each prompt, and only then. */
  #hook(folder: string): void {
    this.#isNewLine = true
    this.#isHooked = true
    if (folder === this.#folder) return
    this.#folder = folder
    this.#events.changed()
  }

  #forgetEcho(): void {
    this.#echo = []
    this.#echoLength = 0
  }

  #tellWaiting(): void {
    for (const look of this.#waiting) look()
  }
}
