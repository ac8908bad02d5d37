import type { IDecoration, IMarker, Terminal } from '@xterm/xterm'

interface Mark {
  readonly marker: IMarker
  decoration?: IDecoration | undefined
}

const colours = { running: '#8f96a6', done: '#3aa96f', failed: '#e0525f' } as const
const maxMarks = 1_000

/**
 * Marks in the gutter where commands began, from what the shell tells (OSC 133: A prompt, C start, D end with status),
 * and a way from one to the next.
 */
export class CommandMarks {
  readonly #terminal: Terminal
  readonly #marks: Mark[] = []
  #prompt: IMarker | undefined

  constructor(terminal: Terminal) {
    this.#terminal = terminal
    terminal.parser.registerOscHandler(133, (data) => {
      this.#told(data)
      return true
    })
  }

  /** Scrolls to the command before or after the one at the top of the screen. */
  jump(direction: 'previous' | 'next'): void {
    const top = this.#terminal.buffer.active.viewportY
    const lines = this.#marks.map(({ marker }) => marker.line).filter((line) => line >= 0)
    const goal = direction === 'previous' ? lines.findLast((line) => line < top) : lines.find((line) => line > top)
    if (goal !== undefined) this.#terminal.scrollToLine(goal)
    else if (direction === 'next') this.#terminal.scrollToBottom()
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
    const mark: Mark = { marker }
    this.#draw(mark, 'running')
    this.#marks.push(mark)
    marker.onDispose(() => this.#forget(mark))
    if (this.#marks.length > maxMarks) this.#marks[0]?.marker.dispose()
  }

  #ended(status: string | undefined): void {
    const mark = this.#marks.at(-1)
    if (mark) this.#draw(mark, status === undefined || status === '0' ? 'done' : 'failed')
  }

  #draw(mark: Mark, state: keyof typeof colours): void {
    mark.decoration?.dispose()
    mark.decoration = this.#terminal.registerDecoration({ marker: mark.marker, x: 0, width: 1 })
    mark.decoration?.onRender((element) => {
      element.style.cssText += `;width:3px;margin-left:-9px;border-radius:2px;pointer-events:none;background:${colours[state]};transform:scaleY(.72)`
    })
  }

  #forget(mark: Mark): void {
    const at = this.#marks.indexOf(mark)
    if (at >= 0) this.#marks.splice(at, 1)
  }
}
