import { Pipe } from './pipe.ts'
import { toBytes } from './process.ts'
import { Interrupted } from './shell/jumps.ts'

/** Letters of a line that is being typed, and of what was typed ahead. */
const longestLine = 4096

const endOfFile = Symbol('end of file')

interface TerminalParts {
  /** What the person sees. */
  out(data: Uint8Array): Promise<void>
  /** Ctrl-C. */
  interrupt(): void
}

/**
 * The terminal of `exec -t`, as a kernel keeps one: it echoes what is typed, holds a line until Enter, and knows Backspace, Ctrl-U, Ctrl-W,
 * Ctrl-C and Ctrl-D. Output gets its carriage returns. Keys that move a cursor are swallowed.
 */
export class Terminal {
  /** Finished lines. */
  readonly lines = new Pipe()
  readonly #parts: TerminalParts
  readonly #decoder = new TextDecoder()
  /** What is being typed, by letters. */
  #typed: string[] = []
  #typing: Promise<void> = Promise.resolve()
  /** What is to be shown, and lines that are to be handed over, for the keys that are being looked at. */
  #echo = ''
  #finished: (string | typeof endOfFile)[] = []
  /** The beginning of an escape sequence that is not whole yet. */
  #escape = ''

  constructor(parts: TerminalParts) {
    this.#parts = parts
  }

  /** Writes for a program: a line's end also moves the cursor to the left. */
  write(data: string | Uint8Array): Promise<void> {
    const text = typeof data === 'string' ? data : undefined
    if (text !== undefined) return this.#parts.out(toBytes(text.replaceAll('\n', '\r\n')))
    return this.#parts.out(withReturns(toBytes(data)))
  }

  /** Keys of the person: what they show is shown before what they do is done, and all in the order in which they came. */
  type(bytes: Uint8Array): Promise<void> {
    const typing = this.#typing.catch(() => undefined).then(() => this.#take(bytes))
    this.#typing = typing
    return typing
  }

  async #take(bytes: Uint8Array): Promise<void> {
    for (const letter of this.#decoder.decode(bytes, { stream: true })) if (this.#key(letter) === 'interrupt') await this.#flush(true)
    await this.#flush(false)
  }

  /** The person is gone. */
  hangUp(): void {
    this.lines.end()
  }

  async #flush(isInterrupt: boolean): Promise<void> {
    const [echo, finished] = [this.#echo, this.#finished]
    this.#echo = ''
    this.#finished = []
    if (echo !== '') await this.write(echo)
    if (isInterrupt) {
      this.#parts.interrupt()
      this.lines.breakRead(new Interrupted('interrupted'))
      return
    }
    for (const line of finished) {
      if (line === endOfFile) this.lines.endOfFile()
      // Typed ahead of a program that reads nothing: beyond the pipe's room it is dropped, as in a kernel.
      else if (this.lines.hasRoom) this.lines.write(toBytes(line)).catch(() => undefined)
    }
  }

  #key(letter: string): 'interrupt' | undefined {
    if (this.#escape !== '' || letter === '\x1b') return this.#skipEscape(letter)
    switch (letter) {
      case '\r': case '\n':
        this.#echo += '\n'
        return this.#finish('\n')
      case '\x7f': case '\b':
        return this.#erase(1)
      case '\x15':
        return this.#erase(this.#typed.length)
      case '\x17':
        return this.#erase(wordLength(this.#typed))
      case '\x03':
        this.#typed = []
        // What was typed before it is dropped with it.
        this.#finished = []
        this.#echo += '^C\n'
        return 'interrupt'
      case '\x04':
        if (this.#typed.length > 0) return this.#finish('')
        this.#finished.push(endOfFile)
        return undefined
      default:
        if ((letter < ' ' && letter !== '\t') || this.#typed.length >= longestLine) return undefined
        this.#typed.push(letter)
        this.#echo += letter
        return undefined
    }
  }

  #finish(end: string): undefined {
    this.#finished.push(this.#typed.join('') + end)
    this.#typed = []
  }

  #erase(count: number): undefined {
    const gone = this.#typed.splice(Math.max(0, this.#typed.length - count))
    const columns = gone.reduce((sum, letter) => sum + (letter === '\t' ? 1 : letterWidth(letter)), 0)
    this.#echo += '\b \b'.repeat(columns)
  }

  #skipEscape(letter: string): undefined {
    this.#escape += letter
    const whole = /^(?:[^[O]|O.|\[[0-9;?]*[@-~])/.test(this.#escape.slice(1)) || this.#escape.length > 16
    if (whole) this.#escape = ''
    return undefined
  }
}

function withReturns(bytes: Uint8Array): Uint8Array {
  const ends = bytes.reduce((count, byte) => count + Number(byte === 10), 0)
  if (ends === 0) return bytes
  const wider = new Uint8Array(bytes.length + ends)
  let at = 0
  for (const byte of bytes) {
    if (byte === 10) wider[at++] = 13
    wider[at++] = byte
  }
  return wider
}

/** Letters of the last word, with the blanks behind it. */
function wordLength(typed: readonly string[]): number {
  let at = typed.length
  while (at > 0 && typed[at - 1] === ' ') at -= 1
  while (at > 0 && typed[at - 1] !== ' ') at -= 1
  return typed.length - at
}

/** Chinese, Japanese and Korean letters and most pictures take two columns. */
function letterWidth(letter: string): number {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u.test(letter) ? 2 : 1
}
