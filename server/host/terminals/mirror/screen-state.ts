import type { IBuffer } from '@xterm/headless'
import { internalsOf, type Attributes } from './internals.ts'
import type { Screen } from './screen.ts'
import { hasBackground, sgr } from './sgr.ts'

/** Everything about a screen that a learner sees or a program relies on, as plain data to compare. For tests. */
export function screenState(screen: Screen): Record<string, unknown> {
  const { terminal } = screen
  const internals = internalsOf(terminal)
  const { normal, alternate, active } = terminal.buffer
  return {
    active: active.type,
    normal: lines(normal, terminal.cols),
    alternate: active.type === 'alternate' ? lines(alternate, terminal.cols) : [],
    cursor: [active.cursorX, active.cursorY, active.baseY],
    modes: terminal.modes,
    attributes: sgr(internals.attributes),
    hidden: internals.cursorHidden,
    style: [internals.cursorStyle, internals.cursorStyle && internals.cursorBlink],
    mouse: internals.mouseEncoding,
    charsets: [internals.charsetLevel, [0, 1, 2, 3].map((level) => internals.charsets[level]?.['q'] ?? internals.charsets[level]?.['#'] ?? '')],
    buffers: [internals.buffers.normal, ...(active.type === 'alternate' ? [internals.buffers.alt] : [])].map((buffer) => ({
      margins: [buffer.scrollTop, buffer.scrollBottom],
      tabs: Array.from({ length: terminal.cols }, (_, column) => Boolean(buffer.tabs[column])),
    })),
  }
}

function lines(buffer: IBuffer, cols: number): string[] {
  const cell = buffer.getNullCell()
  return Array.from({ length: buffer.length }, (_, row) => {
    const line = buffer.getLine(row)
    let text = ''
    let looks = '\u001B[m'
    let second = -1
    for (let column = 0; column < cols; column += 1) {
      const current = line?.getCell(column, cell)
      if (!current || (current.getWidth() === 0 && column === second)) continue
      second = current.getWidth() === 2 ? column + 1 : -1
      // The class behind the public interface has these methods too.
      const attributes = current as unknown as Attributes
      const chars = current.getChars()
      const now = chars ? sgr(attributes) : background(attributes)
      text += (now === looks ? '' : now) + (chars || '\u00B7')
      looks = now
    }
    return text.replace(/\u00B7+$/, '')
  })
}

// Of an empty cell only the background shows.
function background(attributes: Attributes): string {
  return hasBackground(attributes) ? `\u001B[48;${attributes.getBgColor()}m` : '\u001B[m'
}
