import { countNewlines } from '../newlines.ts'
import type { MirrorStep, ScreenSize } from './mirror-messages.ts'
import { OutputScanner, type Scanned } from './output-scanner.ts'
import { Settings } from './settings.ts'

/** Output that waits, with what it does; or a new size. `end` is the offset behind it. */
type Piece = { readonly end: number } & (
  | { readonly kind: 'output'; readonly bytes: Uint8Array; readonly does: Scanned; lines?: number }
  | { readonly kind: 'size'; readonly size: ScreenSize }
)

/** What a mirror is to do next. */
export interface Taken {
  readonly steps: readonly MirrorStep[]
  /** Offset behind it; absent when nothing waited. */
  readonly end?: number
  /** Its output ends within a sequence; absent when there is none in it. */
  readonly cut?: boolean
}

/**
 * Output that a mirror has not taken in yet. Much of it need not be kept: lines that scrolled past the end of the
 * scrollback leave no trace but what they set, such as a colour, and of that each last one is enough.
 */
export class Backlog {
  #scanner = new OutputScanner()
  #pieces: Piece[] = []
  #bytes = 0
  /** Pieces that do more than scroll. */
  #others = 0
  /** What was dropped in front of the pieces: the end of a sequence that had begun before, and all that it set. */
  #lead: Uint8Array = new Uint8Array()
  #dropped = new Settings()
  #isDropped = false
  #isLeadOpen = false

  /** Bytes that wait. */
  get bytes(): number {
    return this.#bytes
  }

  /** All of it only writes lines that scroll, on a screen where lines scroll. */
  get scrolls(): boolean {
    return this.#others === 0
  }

  add(bytes: Uint8Array, end: number): void {
    if (bytes.length === 0) return
    const does = this.#scanner.scan(bytes)
    this.#push({ kind: 'output', bytes, does, end })
  }

  resize(size: ScreenSize, end: number): void {
    this.#push({ kind: 'size', size, end })
  }

  /** Takes the beginning of a sequence at the very end back, so that its rest finds it where it is written. Returns how long it is. */
  takeBack(): number {
    const at = this.#pieces.findLastIndex(({ kind }) => kind === 'output')
    const last = this.#pieces[at]
    if (last?.kind !== 'output' || last.does.tail === 0) return 0
    const { bytes, does: { tail } } = last
    this.#pieces[at] = { kind: 'output', bytes: bytes.subarray(0, bytes.length - tail), does: { ...last.does, tail: 0, cut: false }, end: last.end - tail }
    this.#bytes -= tail
    this.#scanner.takeBack()
    return tail
  }

  /**
   * Lets go of what scrolled away when so many lines are kept. Nothing is lost by it on a screen where lines scroll.
   * Returns whether anything went.
   */
  dropScrolled(lines: number): boolean {
    if (!this.scrolls) return false
    let kept = 0
    for (let at = this.#pieces.length - 1; at > 0; at -= 1) {
      const piece = this.#pieces[at]
      if (piece?.kind !== 'output') continue
      kept += piece.lines ??= countNewlines(piece.bytes)
      if (kept >= lines && piece.does.lead === 0) {
        this.#dropBefore(at)
        return true
      }
    }
    return false
  }

  /** Lets go of the oldest until so much is left, whatever it did. */
  dropTo(bytes: number): void {
    let [left, at] = [this.#bytes, 0]
    for (const [index, piece] of this.#pieces.entries()) {
      if (left <= bytes && (piece.kind === 'size' || piece.does.lead === 0)) break
      if (piece.kind === 'output') left -= piece.bytes.length
      at = index + 1
    }
    this.#dropBefore(at)
  }

  /** Hands out what waits, all of it or about so many bytes from the beginning. */
  take(most = Number.POSITIVE_INFINITY): Taken {
    const steps: MirrorStep[] = this.#isDropped ? [Buffer.concat([this.#lead, Buffer.from(this.#dropped.toString(), 'latin1')])] : []
    this.#forgetDropped()
    let taken: Omit<Taken, 'steps'> = {}
    let bytes = 0
    while (this.#pieces[0] && bytes < most) {
      const piece = this.#remove(0)
      steps.push(piece.kind === 'output' ? piece.bytes : piece.size)
      taken = { ...taken, end: piece.end, ...(piece.kind === 'output' ? { cut: piece.does.cut } : {}) }
      if (piece.kind === 'output') bytes += piece.bytes.length
    }
    return { steps, ...taken }
  }

  clear(): void {
    this.#pieces = []
    this.#bytes = 0
    this.#others = 0
    this.#scanner = new OutputScanner()
    this.#forgetDropped()
  }

  #push(piece: Piece): void {
    this.#pieces.push(piece)
    this.#count(piece, 1)
  }

  #remove(at: number): Piece {
    const [piece] = this.#pieces.splice(at, 1)
    if (!piece) throw new RangeError(`There is no piece ${at}`)
    this.#count(piece, -1)
    return piece
  }

  #count(piece: Piece, sign: 1 | -1): void {
    if (piece.kind === 'output') this.#bytes += sign * piece.bytes.length
    if (piece.kind === 'size' || !piece.does.scrolls) this.#others += sign
  }

  #dropBefore(at: number): void {
    let size: ScreenSize | undefined
    let end = 0
    for (const piece of this.#pieces.splice(0, at)) {
      this.#count(piece, -1)
      end = piece.end
      if (piece.kind === 'size') size = piece.size
      else this.#drop(piece)
    }
    if (!size) return
    const piece: Piece = { kind: 'size', size, end }
    this.#pieces.unshift(piece)
    this.#count(piece, 1)
  }

  #drop({ bytes, does }: Extract<Piece, { kind: 'output' }>): void {
    if (!this.#isDropped || this.#isLeadOpen) this.#lead = Buffer.concat([this.#lead, bytes.subarray(0, does.lead)])
    this.#isLeadOpen = does.cut && does.lead === bytes.length
    this.#isDropped = true
    this.#dropped.add(does.settings)
  }

  #forgetDropped(): void {
    this.#isDropped = false
    this.#isLeadOpen = false
    this.#lead = new Uint8Array()
    this.#dropped = new Settings()
  }
}
