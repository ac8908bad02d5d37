import { internalsOf } from './internals.ts'
import type { Screen } from './screen.ts'
import { wasSaved } from './serialise.ts'

/** Whether sequences lead to this state of a screen at all. Those that none leads to make no difference to a learner. For tests. */
export function canBeRepainted(screen: Screen): boolean {
  return !waitsBehindNothing(screen) && !savedAbove(screen) && !hiddenUnderline(screen) && !alternateScrolled(screen)
}

// The one state that no sequence leads to: waiting to wrap behind a character that was erased since.
function waitsBehindNothing({ terminal: { buffer: { active }, cols } }: Screen): boolean {
  return active.cursorX === cols && !active.getLine(active.baseY + active.cursorY)?.getCell(cols - 1)?.getChars()
}

// Saved on a line that scrolled away since: what is restored is the top of the screen, but erasing the scrollback moves it.
function savedAbove({ terminal }: Screen): boolean {
  const { buffers: { normal } } = internalsOf(terminal)
  return wasSaved(normal) && normal.savedY < terminal.buffer.normal.baseY
}

// Restoring a cursor takes an underline back but not its style, which comes out again with the next link.
function hiddenUnderline({ terminal }: Screen): boolean {
  const { attributes } = internalsOf(terminal)
  return !attributes.isUnderline() && (attributes.extended._ext & 0x1c000000) !== 0
}

// After two changes of size the alternate buffer of xterm.js keeps lines that scrolled off. They show only at a third.
function alternateScrolled({ terminal: { buffer: { active } } }: Screen): boolean {
  return active.type === 'alternate' && active.baseY > 0
}
