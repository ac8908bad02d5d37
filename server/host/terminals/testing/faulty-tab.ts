import type { AttachAnswer } from '../../../../lib/protocol/events.ts'
import { Screen } from '../mirror/screen.ts'
import type { Terminal } from '../terminal.ts'
import type { Size, Viewer } from '../viewers.ts'

interface Frame {
  readonly offset: number
  readonly bytes: Buffer
}

/**
 * A browser's tab by the protocol, on a line that a test may cut: what is under way is lost then. Everything it has taken
 * in is on its screen.
 */
export class FaultyTab implements Viewer {
  readonly tab = 'a'
  readonly #terminal: Terminal
  screen: Screen
  #next: number | undefined
  #frames: Frame[] = []
  #attached = false
  repaints = 0

  constructor(terminal: Terminal, size: Size) {
    this.#terminal = terminal
    this.screen = new Screen(size.cols, size.rows)
  }

  get offset(): number | undefined {
    return this.#next
  }

  get attached(): boolean {
    return this.#attached
  }

  async attach(size: Size): Promise<void> {
    const { answer, go } = await this.#terminal.attach(this, { offset: this.#next, size })
    this.#attached = true
    if (answer.kind === 'repaint') this.#repaint(answer)
    else this.#mustBe(answer.offset === this.#next, `resumed at ${answer.offset}`)
    if (this.screen.size.cols !== size.cols || this.screen.size.rows !== size.rows) this.screen.resize(size.cols, size.rows)
    go()
  }

  /** Takes in what arrived, all of it or the first frames, and acknowledges. */
  receive(frames = Number.POSITIVE_INFINITY): void {
    let left = frames
    while (this.#attached && left > 0 && this.#frames.length > 0) {
      left -= 1
      const frame = this.#frames.shift()
      if (!frame) return
      this.#mustBe(frame.offset === this.#next, `a frame of ${frame.offset}`)
      this.screen.write(frame.bytes)
      this.#next = frame.offset + frame.bytes.length
      this.#terminal.acked(this, this.#next)
    }
  }

  /** The line breaks; what was under way is gone. */
  cut(): void {
    this.#frames = []
    this.#attached = false
    this.#terminal.lose(this)
  }

  /** The page is loaded anew. */
  reload(): void {
    this.cut()
    this.#next = undefined
    const { size } = this.screen
    this.screen.dispose()
    this.screen = new Screen(size.cols, size.rows)
  }

  data(offset: number, bytes: Uint8Array): void {
    this.#mustBe(this.#attached, 'data while it was not attached')
    this.#frames.push({ offset, bytes: Buffer.from(bytes) })
  }

  detached(): void {
    this.#frames = []
    this.#attached = false
  }

  resized(): void {}

  pressure(): void {}

  #repaint({ offset, screen, cols, rows }: Extract<AttachAnswer, { kind: 'repaint' }>): void {
    this.repaints += 1
    this.screen.dispose()
    this.screen = new Screen(cols, rows)
    this.screen.write(screen)
    this.#next = offset
  }

  #mustBe(holds: boolean, what: string): void {
    if (!holds) throw new Error(`Expected output from ${this.#next} on, got ${what}`)
  }
}
