import type { IBuffer, Terminal } from '@xterm/headless'
import { internalsOf, type Attributes, type Internals } from './internals.ts'
import { LineWriter } from './line-writer.ts'
import { linkOf, looksLike, sgr } from './sgr.ts'

/** What a terminal was told besides text. */
export interface Told {
  readonly title: string
  /** Row of the normal buffer → the shell's marks that belong there, as sequences. */
  readonly marks: ReadonlyMap<number, string>
}

/**
 * What a fresh terminal of the same size must be given to look and go on exactly like this one: scrollback, screen,
 * both buffers, cursor, saved cursors, looks, links, modes, margins, tab stops, charsets, title. Nothing in it makes a
 * terminal answer.
 */
export function serialise(terminal: Terminal, { title, marks }: Told): string {
  const internals = internalsOf(terminal)
  const writer = new LineWriter(internals)
  const { normal, alternate, active } = terminal.buffer
  normalLines(writer, normal, { cols: terminal.cols, marks })
  bufferState(writer, terminal, { state: internals.buffers.normal, lines: normal })
  if (active.type === 'alternate') {
    writer.add('\u001B[?47h')
    alternateLines(writer, alternate, terminal.cols)
    bufferState(writer, terminal, { state: internals.buffers.alt, lines: alternate })
  }
  writer.add(modes(terminal, internals))
  cursor(writer, terminal, internals)
  charsets(writer, terminal, internals)
  const named = title ? `\u001B]2;${title.replaceAll(/\p{Cc}/gu, '')}\u0007` : ''
  return `${writer.toString()}${named}${looks(internals)}${lastCharacter(terminal, internals)}`
}

// Every line up to the last, so that as much scrolls off as did here. A line that ran over goes on without a line end.
function normalLines(writer: LineWriter, buffer: IBuffer, { cols, marks }: { readonly cols: number; readonly marks: Told['marks'] }): void {
  const cell = buffer.getNullCell()
  let wrapped = false
  for (let row = 0; row < buffer.length; row += 1) {
    const line = buffer.getLine(row)
    if (!line) continue
    writer.add(marks.get(row) ?? '')
    writer.line(line, { from: 0, to: cols, wrapped, cell })
    wrapped = row + 1 < buffer.length && runsOver(buffer, row, cols)
    if (row + 1 < buffer.length && !wrapped) {
      // A line end with a background would colour the line that scrolls in.
      writer.plain()
      writer.add('\r\n')
    }
  }
}

// Whether writing the next line directly behind this one makes the terminal wrap by itself.
function runsOver(buffer: IBuffer, row: number, cols: number): boolean {
  const next = buffer.getLine(row + 1)
  const line = buffer.getLine(row)
  const first = next?.getCell(0)
  if (!next?.isWrapped || !line || !first?.getChars()) return false
  const last = line.getCell(cols - 1)
  if (last && (last.getChars() || last.getWidth() === 0)) return true
  if (first.getWidth() < 2) return false
  // A wide character did not fit into the last column; before it stands a narrow one, or the second half of a wide one.
  const before = line.getCell(cols - 2)
  return before?.getChars() !== '' || (before.getWidth() === 0 && line.getCell(cols - 3)?.getWidth() === 2)
}

// After the window was smaller, xterm.js may keep a few lines above this buffer's screen, too; they are no part of it.
function alternateLines(writer: LineWriter, buffer: IBuffer, cols: number): void {
  const cell = buffer.getNullCell()
  for (let row = buffer.baseY; row < buffer.length; row += 1) {
    const line = buffer.getLine(row)
    if (!line) continue
    writer.add(`\u001B[${row - buffer.baseY + 1};1H`)
    writer.line(line, { from: 0, to: cols, wrapped: false, cell })
    writer.plain()
  }
}

interface BufferParts {
  readonly state: Internals['buffers']['normal']
  readonly lines: IBuffer
}

// Margins, tab stops and saved cursor belong to a buffer. The cursor is left where the buffer's own is.
function bufferState(writer: LineWriter, terminal: Terminal, { state, lines }: BufferParts): void {
  writer.plain()
  writer.add(tabStops(state.tabs, terminal.cols))
  if (wasSaved(state)) {
    const savedSet = charset(state.savedCharset, '(')
    const savedRow = Math.min(Math.max(state.savedY - lines.baseY, 0), terminal.rows - 1)
    writer.looks(state.savedCurAttrData)
    writer.add(`${savedSet}\u001B[${savedRow + 1};${Math.min(state.savedX, terminal.cols - 1) + 1}H\u001B7${savedSet ? '\u001B(B' : ''}`)
  }
  if (state.scrollTop !== 0 || state.scrollBottom !== terminal.rows - 1) writer.add(`\u001B[${state.scrollTop + 1};${state.scrollBottom + 1}r`)
  writer.plain()
  writer.add(`\u001B[${lines.cursorY + 1};${Math.min(lines.cursorX, terminal.cols - 1) + 1}H`)
}

/** Whether there is more in the saved cursor than in that of a fresh terminal. */
export function wasSaved({ savedX, savedY, savedCurAttrData, savedCharset }: Internals['buffers']['normal']): boolean {
  return savedX !== 0 || savedY !== 0 || sgr(savedCurAttrData) !== '\u001B[m' || charset(savedCharset, '(') !== ''
}

function modes(terminal: Terminal, internals: Internals): string {
  const mouse = { none: '', x10: '9', vt200: '1000', drag: '1002', any: '1003' }[terminal.modes.mouseTrackingMode]
  const encoding = { SGR: '1006', SGR_PIXELS: '1016' }[internals.mouseEncoding] ?? ''
  const on = [
    terminal.modes.applicationCursorKeysMode ? '1' : '', terminal.modes.bracketedPasteMode ? '2004' : '', terminal.modes.sendFocusMode ? '1004' : '',
    terminal.modes.reverseWraparoundMode ? '45' : '', terminal.modes.originMode ? '6' : '', mouse, encoding,
  ].filter(Boolean)
  const off = [terminal.modes.wraparoundMode ? '' : '7', internals.cursorHidden ? '25' : ''].filter(Boolean)
  return [
    ...on.map((mode) => `\u001B[?${mode}h`), ...off.map((mode) => `\u001B[?${mode}l`),
    terminal.modes.insertMode ? '\u001B[4h' : '', terminal.modes.applicationKeypadMode ? '\u001B=' : '', cursorShape(internals),
  ].join('')
}

function cursorShape({ cursorStyle, cursorBlink }: Internals): string {
  const shape = cursorStyle ? { block: 1, underline: 3, bar: 5 }[cursorStyle] : undefined
  return shape ? `\u001B[${cursorBlink ? shape : shape + 1} q` : ''
}

// Behind margins and origin mode, because both move it. Behind the last column it waits to wrap: only a character does that,
// and where there is none any more (the screen was erased under it) it stands on the last column instead.
function cursor(writer: LineWriter, terminal: Terminal, internals: Internals): void {
  const { active } = terminal.buffer
  if (active.cursorX < terminal.cols) return writer.add(place(terminal, internals, active.cursorX))
  const line = active.getLine(active.baseY + active.cursorY)
  // A wide character takes two columns, also where another one was written over its second half.
  const from = terminal.cols - (line?.getCell(terminal.cols - 2)?.getWidth() === 2 ? 2 : 1)
  writer.add(place(terminal, internals, from))
  if (!line?.getCell(from)?.getChars()) return
  const { insertMode, wraparoundMode } = terminal.modes
  // Neither may act on the character that is written over itself.
  writer.add(`${insertMode ? '\u001B[4l' : ''}${wraparoundMode ? '' : '\u001B[?7h'}`)
  writer.line(line, { from, to: terminal.cols, wrapped: false, cell: active.getNullCell() })
  writer.add(`${insertMode ? '\u001B[4h' : ''}${wraparoundMode ? '' : '\u001B[?7l'}`)
}

// Always absolute: relative moves of xterm.js go astray in origin mode.
function place(terminal: Terminal, internals: Internals, column: number): string {
  const { active } = terminal.buffer
  const { scrollTop } = active.type === 'alternate' ? internals.buffers.alt : internals.buffers.normal
  return `\u001B[${active.cursorY - (terminal.modes.originMode ? scrollTop : 0) + 1};${column + 1}H`
}

// Restoring a saved cursor brings its charset back without putting it into G0: then the same must be done here.
function charsets(writer: LineWriter, terminal: Terminal, internals: Internals): void {
  const { charsets: sets, charsetLevel, charset: active } = internals
  writer.add(sets.map((set, level) => charset(set, '()*+'[level] ?? '(')).join(''))
  writer.add(['', '\u000E', '\u001Bn', '\u001Bo'][charsetLevel] ?? '')
  if (active === sets[charsetLevel]) return
  writer.add('\u001B8')
  cursor(writer, terminal, internals)
}

/** What the next character looks like. */
function looks({ attributes, linkUri }: Internals): string {
  const uri = linkUri(linkOf(attributes))
  return `${uri ? `\u001B]8;;${uri}\u0007` : ''}${sgr(attributes)}`
}

// A mark or a repetition that comes next belongs to the character before the cursor: it is written once more, last of all.
function lastCharacter(terminal: Terminal, internals: Internals): string {
  const { active } = terminal.buffer
  const { insertMode, wraparoundMode } = terminal.modes
  if (!internals.justPrinted || active.cursorX === 0) return ''
  const line = active.getLine(active.baseY + active.cursorY)
  const wide = line?.getCell(active.cursorX - 1)?.getWidth() === 0
  const column = active.cursorX - (wide ? 2 : 1)
  const cell = line?.getCell(column)
  // The class behind the public interface has these methods too.
  if (!cell?.getChars() || !looksLike(cell as unknown as Attributes, internals.attributes)) return ''
  if (!wraparoundMode && column >= terminal.cols - 2 && line?.getCell(terminal.cols - 2)?.getWidth() === 2) return ''
  // It would push itself aside.
  const takenOut = insertMode ? `\u001B[${cell.getWidth()}P` : ''
  return `${place(terminal, internals, column)}${takenOut}${cell.getChars()}`
}

// Only the two sets that programs use: line drawing and British. Both differ from ASCII in a character of their own.
function charset(set: Readonly<Record<string, string>> | undefined, designator: string): string {
  if (!set) return ''
  if (set['q']) return `\u001B${designator}0`
  return set['#'] ? `\u001B${designator}A` : ''
}

function tabStops(tabs: Readonly<Record<number, boolean | undefined>>, cols: number): string {
  const set: number[] = []
  for (let column = 0; column < cols; column += 1) if (tabs[column]) set.push(column)
  const usual = set.every((column) => column % 8 === 0) && set.length === Math.ceil(cols / 8)
  if (usual) return ''
  return `\u001B[3g${set.map((column) => `\u001B[${column + 1}G\u001BH`).join('')}`
}
