import { FitAddon } from '@xterm/addon-fit'
import type { SearchAddon } from '@xterm/addon-search'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { Terminal, type ITheme } from '@xterm/xterm'
import { limits } from '../../lib/protocol/limits.ts'
import { hardenTerminal } from '../../lib/terminal/harden.ts'
import { isQueryReply } from '../../lib/terminal/query-reply.ts'
import { createReplyLimit } from '../../lib/terminal/reply-limit.ts'
import { SequenceGuard } from '../../lib/terminal/sequence-guard.ts'
import { CommandMarks } from './command-marks.ts'
import { blinkCursor } from './cursor-blink.ts'
import { drawFloodsSeldom, type FloodPictures } from './flood-pictures.ts'
import { drawWithGraphicsCard } from './graphics-card.ts'
import { shortcutOf, type Shortcut } from './shortcuts.ts'
import { scrollByTouch } from './touch-scroll.ts'
import { withStyleNonce } from './style-nonce.ts'
import { syncScrollbarByPicture } from './sync-scrollbar.ts'

export interface Size {
  readonly cols: number
  readonly rows: number
}

export interface ScreenLook {
  /** CSS pixels. */
  readonly fontSize: number
  readonly fontFamily: string
  readonly colours: ITheme
  readonly contrastRatio: number
  readonly screenReader: boolean
}

export interface ScreenEvents {
  /** Typed by the learner, or answered by the terminal to a program's question. */
  readonly onData: (data: string) => void
  readonly onResize: (size: Size) => void
  readonly onBell: () => void
  readonly onShortcut: (shortcut: Shortcut) => void
  /** So much was printed that drawing it fast matters; told once. */
  readonly onBusy: () => void
  /** A link was clicked; `hidden` when its text need not be its address (OSC 8). */
  readonly onLink: (link: { readonly address: string; readonly hidden: boolean }) => void
}

export interface ScreenOptions extends ScreenEvents {
  readonly element: HTMLElement
  readonly look: ScreenLook
  readonly blink: boolean
  /** Lets style elements through the page's policy. */
  readonly nonce: string | undefined
}

/** A terminal that printed less is drawn well enough by elements; the code for a graphics card weighs 30 KiB. */
const busyBytes = 64 * 1024

/** Where a search stands: the match that is shown, from 1, of so many; 0 of 0 when there is none. */
export interface Found {
  readonly match: number
  readonly of: number
}

/** One xterm on one element. Knows nothing of sessions: bytes in, keys out. */
export class TerminalScreen {
  readonly #terminal: Terminal
  readonly #fit = new FitAddon()
  readonly #options: ScreenOptions
  readonly #marks: CommandMarks
  readonly #guard: SequenceGuard
  readonly #replies = createReplyLimit(() => performance.now())
  #search: SearchAddon | undefined
  /** The size last told to the owner; what a repaint does to the size in between is nobody's business. */
  #told = ''
  #printedBytes = 0
  readonly #pictures: FloodPictures
  readonly #endTouch: () => void
  readonly #endBlink: () => void
  /** Pictures still being drawn; while there are any, what xterm answers to them must not reach the shell. */
  #repainting = 0

  constructor(options: ScreenOptions) {
    this.#options = options
    this.#terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: options.blink,
      scrollback: limits.scrollbackLines,
      macOptionIsMeta: true,
      rescaleOverlappingGlyphs: true,
      linkHandler: { activate: (_event, address) => options.onLink({ address, hidden: true }) },
      ...xtermLook(options.look),
    })
    hardenTerminal(this.#terminal)
    this.#guard = new SequenceGuard(this.#terminal.cols, this.#terminal.rows)
    this.#terminal.onResize(({ cols, rows }) => this.#guard.resize(cols, rows))
    this.#terminal.loadAddon(this.#fit)
    this.#terminal.loadAddon(new Unicode11Addon())
    this.#terminal.unicode.activeVersion = '11'
    this.#terminal.loadAddon(new WebLinksAddon((_event, address) => options.onLink({ address, hidden: false })))
    this.#marks = new CommandMarks(this.#terminal)
    this.#terminal.attachCustomKeyEventHandler((event) => this.#handleKey(event))
    withStyleNonce(options.nonce, () => this.#terminal.open(options.element))
    syncScrollbarByPicture(this.#terminal)
    this.#pictures = drawFloodsSeldom(this.#terminal)
    this.#endTouch = scrollByTouch(this.#terminal, options.element)
    this.#endBlink = options.blink ? blinkCursor(this.#terminal, options.element) : () => undefined
    this.#terminal.onData((data) => this.#handleData(data))
    this.#terminal.onBinary((data) => this.#handleData(data))
    this.#terminal.onBell(() => options.onBell())
    this.fit()
  }

  get size(): Size {
    return { cols: this.#terminal.cols, rows: this.#terminal.rows }
  }

  write(bytes: Uint8Array, done: () => void): void {
    this.#count(bytes)
    this.#terminal.write(this.#guard.filter(bytes), done)
  }

  repaint({ screen, cols, rows }: Size & { readonly screen: Uint8Array }, done: () => void): void {
    this.#repainting += 1
    this.#count(screen)
    this.#terminal.reset()
    this.#guard.reset()
    this.#terminal.resize(Math.max(1, cols), Math.max(1, rows))
    this.#terminal.write(this.#guard.filter(screen), () => {
      this.#repainting -= 1
      this.fit()
      done()
    })
  }

  /** Takes the size of its element and tells it; does nothing while that is not to be seen. */
  fit(): void {
    const { clientWidth, clientHeight } = this.#options.element
    if (clientWidth === 0 || clientHeight === 0) return
    const proposed = this.#fit.proposeDimensions()
    if (!proposed || Number.isNaN(proposed.cols) || Number.isNaN(proposed.rows)) return
    const size = { cols: Math.min(proposed.cols, limits.maxCols), rows: Math.min(proposed.rows, limits.maxRows) }
    this.#terminal.resize(size.cols, size.rows)
    const told = `${size.cols}x${size.rows}`
    if (told === this.#told) return
    this.#told = told
    this.#options.onResize(size)
  }

  /** Another tab chose this size; takes effect after what was written before. */
  takeSize({ cols, rows }: Size): void {
    this.#terminal.write('', () => {
      // Its own is to be told again when it takes that, even if it is the same as this one.
      this.#told = ''
      this.#terminal.resize(cols, rows)
    })
  }

  focus(): void {
    this.#terminal.focus()
  }

  setLook(look: ScreenLook): void {
    Object.assign(this.#terminal.options, xtermLook(look))
    this.fit()
  }

  /** What a screen reader says when the learner comes in. */
  setLabel(label: string): void {
    this.#terminal.textarea?.setAttribute('aria-label', label)
  }

  selection(): string {
    return this.#terminal.getSelection()
  }

  paste(text: string): void {
    this.#terminal.paste(text)
  }

  selectAll(): void {
    this.#terminal.selectAll()
  }

  clear(): void {
    this.#terminal.clear()
  }

  /** What the last command printed, where this screen still holds it. */
  lastOutput(): string | undefined {
    return this.#marks.lastOutput()
  }

  /** Scrolls to where the command before or after began. */
  jump(direction: 'previous' | 'next'): void {
    this.#marks.jump(direction)
  }

  /** Draws with the graphics card from now on; the returned function gives it back. */
  useGraphicsCard(): Promise<() => void> {
    const { element, nonce } = this.#options
    return drawWithGraphicsCard({ terminal: this.#terminal, element, nonce })
  }

  /** Finds text in the scrollback. */
  async find(text: string, direction: 'next' | 'previous'): Promise<Found> {
    const search = (this.#search ??= await this.#loadSearch())
    let found: Found = { match: 0, of: 0 }
    // Told while it searches.
    const listening = search.onDidChangeResults(({ resultIndex, resultCount }) => { found = { match: resultIndex + 1, of: resultCount } })
    const options = { decorations: searchColours }
    const any = direction === 'next' ? search.findNext(text, options) : search.findPrevious(text, options)
    listening.dispose()
    return any ? found : { match: 0, of: 0 }
  }

  endFind(): void {
    this.#search?.clearDecorations()
    this.#terminal.clearSelection()
  }

  dispose(): void {
    this.#endTouch()
    this.#endBlink()
    this.#pictures.dispose()
    this.#marks.dispose()
    this.#terminal.dispose()
  }

  #count({ byteLength }: Uint8Array): void {
    const before = this.#printedBytes
    this.#printedBytes += byteLength
    this.#pictures.printed(byteLength)
    if (before < busyBytes && this.#printedBytes >= busyBytes) this.#options.onBusy()
  }

  #handleData(data: string): void {
    const reply = isQueryReply(data)
    if (reply && (this.#repainting > 0 || !this.#replies.take(data))) return
    if (!reply) this.#marks.forgetPlace()
    this.#options.onData(data)
  }

  async #loadSearch(): Promise<SearchAddon> {
    const { SearchAddon: Search } = await import('@xterm/addon-search')
    const search = new Search()
    this.#terminal.loadAddon(search)
    return search
  }

  #handleKey(event: KeyboardEvent): boolean {
    const shortcut = shortcutOf(event)
    if (!shortcut) return true
    if (event.type !== 'keydown') return false
    // The browser's own paste is the only one that needs no permission, so that key goes on to it.
    if (shortcut !== 'paste') event.preventDefault()
    this.#options.onShortcut(shortcut)
    return false
  }
}

function xtermLook({ fontSize, fontFamily, colours, contrastRatio, screenReader }: ScreenLook) {
  return { fontSize, fontFamily, theme: colours, minimumContrastRatio: contrastRatio, screenReaderMode: screenReader, lineHeight: 1.2 }
}

// Amber on light and dark ground alike; xterm keeps the text on it readable by the least contrast.
const searchColours = { matchBackground: '#8a6a1a', activeMatchBackground: '#e8a317', activeMatchBorder: '#ffb347', matchOverviewRuler: '#c78a1b', activeMatchColorOverviewRuler: '#ffb347' }
