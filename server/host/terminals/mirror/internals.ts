import type { Terminal } from '@xterm/headless'

/** Colours and looks of a cell, or of what is printed next. */
export interface Attributes {
  isBold(): number
  isDim(): number
  isItalic(): number
  isUnderline(): number
  isBlink(): number
  isInverse(): number
  isInvisible(): number
  isStrikethrough(): number
  isOverline(): number
  isFgRGB(): boolean
  isFgPalette(): boolean
  isBgRGB(): boolean
  isBgPalette(): boolean
  getFgColor(): number
  getFgColorMode(): number
  getBgColorMode(): number
  getBgColor(): number
  getUnderlineStyle(): number
  /** Whether `extended` counts. */
  hasExtendedAttrs(): number
  readonly extended: { readonly urlId: number; readonly _ext: number; readonly underlineColor: number }
}

type Charset = Readonly<Record<string, string>> | undefined

interface Buffer {
  readonly x: number
  readonly y: number
  readonly savedX: number
  readonly savedY: number
  readonly savedCurAttrData: Attributes
  readonly savedCharset: Charset
  readonly scrollTop: number
  readonly scrollBottom: number
  readonly tabs: Readonly<Record<number, boolean | undefined>>
}

/** What xterm.js keeps and has no public name for. All of it is needed to repaint a screen so that it goes on the same. */
export interface Internals {
  readonly buffers: { readonly normal: Buffer; readonly alt: Buffer }
  readonly attributes: Attributes
  readonly cursorHidden: boolean
  readonly cursorStyle: string | undefined
  readonly cursorBlink: boolean | undefined
  /** `DEFAULT`, `SGR` or `SGR_PIXELS`. */
  readonly mouseEncoding: string
  /** Which of G0…G3 is in use, and what they hold. */
  readonly charsetLevel: number
  readonly charsets: readonly Charset[]
  /** The one in use, which need not be one of those. */
  readonly charset: Charset
  /** The last thing that happened was a printed character. */
  readonly justPrinted: boolean
  /** The output so far ends within a sequence. */
  readonly insideSequence: boolean
  linkUri(id: number): string | undefined
}

interface Core {
  readonly _bufferService: { readonly buffers: Internals['buffers'] }
  readonly _inputHandler: { readonly _curAttrData: Attributes; readonly _parser: { readonly precedingJoinState: number; readonly currentState: number } }
  writeSync(bytes: Uint8Array): void
  readonly coreService: { readonly isCursorHidden: boolean; readonly decPrivateModes: { readonly cursorStyle?: string; readonly cursorBlink?: boolean } }
  readonly coreMouseService: { readonly activeEncoding: string }
  readonly _charsetService: { readonly glevel: number; readonly charset: Charset; readonly _charsets: readonly Charset[] }
  readonly _oscLinkService: { getLinkData(id: number): { readonly uri: string } | undefined }
}

/** Reads them out of xterm.js 6; the tests of `serialise.ts` fail when a new version keeps them elsewhere. */
export function internalsOf(terminal: Terminal): Internals {
  const core = coreOf(terminal)
  const { decPrivateModes, isCursorHidden } = core.coreService
  return {
    buffers: core._bufferService.buffers,
    attributes: core._inputHandler._curAttrData,
    cursorHidden: isCursorHidden,
    cursorStyle: decPrivateModes.cursorStyle,
    cursorBlink: decPrivateModes.cursorBlink,
    mouseEncoding: core.coreMouseService.activeEncoding,
    charsetLevel: core._charsetService.glevel,
    charsets: core._charsetService._charsets,
    charset: core._charsetService.charset,
    justPrinted: core._inputHandler._parser.precedingJoinState !== 0,
    insideSequence: core._inputHandler._parser.currentState !== 0,
    linkUri: (id) => core._oscLinkService.getLinkData(id)?.uri,
  }
}

/**
 * Parses bytes before it returns. The public `write` does so in a timer, where what is thrown belongs to nobody.
 * @throws what a handler of xterm.js throws
 */
export function writeNow(terminal: Terminal, bytes: Uint8Array): void {
  coreOf(terminal).writeSync(bytes)
}

// The public class wraps the core without declaring it; serialising addons reach it the same way.
function coreOf(terminal: Terminal): Core {
  return (terminal as unknown as { readonly _core: Core })._core
}
