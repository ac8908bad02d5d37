import type { ShellState } from './shell/shell-state.ts'

/** What typing needs of a terminal. */
export interface TypedInto {
  readonly shell: ShellState
  /** Nothing was printed by its program yet. */
  readonly silent: boolean
  type(data: Uint8Array): void
}

/**
 * How a text was typed. `line`: its last line was entered when the shell had asked for so many; `ahead`: lines of it wait
 * behind a command that runs; `fed`: a program reads it, or a shell that tells nothing; `open`: Enter was not pressed.
 */
export type Typed =
  | { readonly kind: 'line'; readonly prompts: number }
  | { readonly kind: 'ahead' | 'fed' | 'open' }

export interface TypingOptions {
  /** Send Ctrl-C first and wait for the prompt. */
  readonly interrupt?: boolean
  /** Called when the first key of the text itself is about to be typed. */
  readonly onBegin?: () => void
}

/** A shell that was just started shows its first prompt within this, or it tells nothing of prompts. */
const firstPromptMs = 1_500
/** A shell that ended a command asks for the next line at once. */
const nextPromptMs = 3_000
/** A command that runs longer than this may be one that waits for what stands in the lines after it. */
const patienceMs = 400
/** Lines that the shell must not read as keys wait for the prompt so long. */
const longWaitMs = 10 * 60_000
const interruptMs = 3_000
/** A command that is only being started does not notice Ctrl-C. */
const startingMs = 150

/** Types text into a terminal as a learner would, one text after the other. */
export class Typing {
  readonly #terminal: TypedInto
  #last: Promise<unknown> = Promise.resolve()

  constructor(terminal: TypedInto) {
    this.#terminal = terminal
  }

  /**
   * Types text; each line end in it is the Enter key. Resolves when all of it is typed.
   * @throws Refusal when the program does not read and too much waits
   */
  text(text: string, { interrupt = false, onBegin }: TypingOptions = {}): Promise<Typed> {
    const done = this.#last.then(async () => {
      if (interrupt) await this.#interrupt()
      await this.#ready()
      onBegin?.()
      return this.#lines(text.replaceAll('\r\n', '\n').split('\n'))
    })
    // The next text waits for this one, whether it came to a good end or not.
    this.#last = done.catch(() => undefined)
    return done
  }

  /** Ctrl-C, then the prompt. A program that does not end by it gets what follows all the same. */
  async #interrupt(): Promise<void> {
    const { shell } = this.#terminal
    if (shell.log.runningMs < startingMs) await shell.when(() => shell.phase !== 'running', startingMs)
    const before = shell.prompts
    this.#terminal.type(Buffer.from('\u0003'))
    await shell.when(() => shell.phase === 'input' && shell.prompts > before, shell.phase === 'unknown' ? patienceMs : interruptMs)
  }

  async #ready(): Promise<void> {
    const { shell, silent } = this.#terminal
    if (shell.phase === 'unknown' && silent) await shell.when(() => shell.phase === 'input', firstPromptMs)
    if (shell.phase === 'between' || shell.phase === 'prompt') await shell.when(() => shell.phase === 'input', nextPromptMs)
  }

  // Line by line as the shell asks for them: then a tab is a tab, and a line that is for a program that the one before it
  // started (psql, python, read) reaches that program, which it would not from within one paste.
  async #lines(lines: readonly string[]): Promise<Typed> {
    const { shell } = this.#terminal
    for (const [at, line] of lines.entries()) {
      if (shell.phase !== 'input') return this.#atOnce(lines.slice(at).join('\n'), at === 0 ? 'fed' : 'ahead')
      const prompts = shell.prompts
      this.#put(line)
      if (at === lines.length - 1) return { kind: 'open' }
      this.#key('\r')
      if (at === lines.length - 2 && lines.at(-1) === '') return { kind: 'line', prompts }
      const goesOn = (): boolean => shell.prompts > prompts && shell.phase === 'input'
      if (await shell.when(goesOn, patienceMs)) continue
      if (lines.slice(at + 1).some(mattersToLineEditor)) await shell.when(() => goesOn() || shell.phase === 'unknown', longWaitMs)
    }
    return { kind: 'open' }
  }

  /** For whoever reads: a program, or a shell that tells nothing. In one paste where it takes pastes. */
  #atOnce(text: string, kind: 'fed' | 'ahead'): Typed {
    const isEntered = text.endsWith('\n')
    this.#put(isEntered ? text.slice(0, -1) : text)
    if (isEntered) this.#key('\r')
    return { kind }
  }

  #put(text: string): void {
    if (text === '') return
    const keys = text.replaceAll('\n', '\r')
    if (!this.#terminal.shell.takesPaste) return this.#key(keys)
    // An end mark within the text would let the rest of it act as keys.
    this.#key(`\u001B[200~${keys.replaceAll('\u001B', '')}\u001B[201~`)
  }

  #key(keys: string): void {
    this.#terminal.type(Buffer.from(keys))
  }
}

// A tab completes, other controls act: typed ahead into a line editor they are not what the author wrote.
function mattersToLineEditor(line: string): boolean {
  // oxlint-disable-next-line no-control-regex -- controls are what this looks for
  return /[\u0000-\u001F\u007F]/.test(line)
}
