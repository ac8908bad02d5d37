import type { IDecoration, IMarker, Terminal } from '@xterm/xterm'
import { outputText } from './output-text.ts'

type MarkState = 'running' | 'done' | 'failed'

interface Mark {
  /** Where the prompt stands that the command was typed at. */
  readonly marker: IMarker
  /** Where its output began, and ended: a line, and the column after the last character. */
  readonly output: IMarker | undefined
  end?: { readonly marker: IMarker; readonly column: number } | undefined
  decoration?: IDecoration | undefined
}

const maxMarks = 1_000
const glowMs = 1_400

/**
 * Marks in the gutter where commands began, from what the shell tells (OSC 133: A prompt, C start, D end with status),
 * a way from one to the next, and the output between.
 */
export class CommandMarks {
  readonly #terminal: Terminal
  readonly #marks: Mark[] = []
  #prompt: IMarker | undefined
  /** The command jumped to last; typing forgets it. */
  #here: Mark | undefined
  #glow: { readonly decoration: IDecoration | undefined; readonly timer: ReturnType<typeof setTimeout> } | undefined

  constructor(terminal: Terminal) {
    this.#terminal = terminal
    terminal.parser.registerOscHandler(133, (data) => {
      this.#told(data)
      return true
    })
  }

  /** Scrolls to the command before or after the one jumped to last, or the one at the cursor, and lets it glow. */
  jump(direction: 'previous' | 'next'): void {
    const at = this.#here ? this.#marks.indexOf(this.#here) : this.#marks.length
    const goal = this.#marks[direction === 'previous' ? at - 1 : at + 1]
    if (goal) return this.#show(goal)
    if (direction === 'previous') return
    this.forgetPlace()
    this.#terminal.scrollToBottom()
  }

  /** The learner goes on at the prompt: the next jump starts there. */
  forgetPlace(): void {
    this.#here = undefined
  }

  /** What the last command that ended printed; undefined when this screen does not hold all of it. */
  lastOutput(): string | undefined {
    const mark = this.#marks.findLast(({ end }) => end !== undefined)
    if (!mark?.end || !mark.output || mark.output.line < 0 || mark.end.marker.line < 0) return undefined
    return outputText(this.#terminal.buffer.normal, { from: mark.output.line, to: mark.end.marker.line, column: mark.end.column })
  }

  dispose(): void {
    this.#endGlow()
  }

  #told(data: string): void {
    const [kind, status] = data.split(';')
    if (kind === 'A') this.#prompt = this.#terminal.registerMarker(0)
    if (kind === 'C') this.#began()
    if (kind === 'D') this.#ended(status)
  }

  #began(): void {
    const marker = this.#prompt ?? this.#terminal.registerMarker(0)
    this.#prompt = undefined
    // No markers while a program holds the other screen.
    if (!marker || marker.isDisposed) return
    const mark: Mark = { marker, output: this.#terminal.registerMarker(0) }
    this.#draw(mark, 'running')
    this.#marks.push(mark)
    marker.onDispose(() => this.#forget(mark))
    if (this.#marks.length > maxMarks) this.#marks[0]?.marker.dispose()
  }

  #ended(status: string | undefined): void {
    const mark = this.#marks.at(-1)
    if (!mark || mark.end) return
    const marker = this.#terminal.registerMarker(0)
    if (marker) mark.end = { marker, column: this.#terminal.buffer.active.cursorX }
    this.#draw(mark, status === undefined || status === '0' ? 'done' : 'failed')
  }

  #draw(mark: Mark, state: MarkState): void {
    mark.decoration?.dispose()
    mark.decoration = this.#terminal.registerDecoration({ marker: mark.marker, x: 0, width: 1 })
    mark.decoration?.onRender((element) => {
      element.classList.add('command-mark')
      element.dataset.state = state
    })
  }

  #show(mark: Mark): void {
    this.#here = mark
    this.#terminal.scrollToLine(mark.marker.line)
    this.#endGlow()
    const decoration = this.#terminal.registerDecoration({ marker: mark.marker, x: 0, width: this.#terminal.cols })
    decoration?.onRender((element) => element.classList.add('command-glow'))
    this.#glow = { decoration, timer: setTimeout(() => this.#endGlow(), glowMs) }
  }

  #endGlow(): void {
    clearTimeout(this.#glow?.timer)
    this.#glow?.decoration?.dispose()
    this.#glow = undefined
  }

  #forget(mark: Mark): void {
    const at = this.#marks.indexOf(mark)
    if (at >= 0) this.#marks.splice(at, 1)
    if (this.#here === mark) this.forgetPlace()
  }
}
