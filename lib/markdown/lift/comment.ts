import type { Lifter, LiftResult, Page } from './page.ts'

const open = '<!--'
const close = '-->'

/** Drops comments, and whatever they hold. Those inside a line of text are left to the HTML parser. */
export const liftComment: Lifter = (page, line, number) => {
  const at = line.text.indexOf(open, line.start)
  if (at === -1) return undefined
  const before = line.text.slice(line.start, at)
  // Inside a line only a comment that goes on below is ours; in code it is no comment.
  if (before.trim() && (line.text.includes(close, at) || before.includes('`') || page.lastLineWith(close) <= number)) return undefined
  return drop(page, { before, number, from: at })
}

function drop(page: Page, { before, number, from }: { before: string; number: number; from: number }): LiftResult {
  if (page.lastLineWith(close) < number) return unclosed(page, number)
  let at = { line: number, offset: from }
  for (;;) {
    const end = findClose(page, at)
    if (!end) return unclosed(page, number)
    const after = page.lines[end.line]?.slice(end.offset) ?? ''
    const blanks = after.length - after.trimStart().length
    // Comments that follow at once are dropped in the same go, so that a line of thousands is read once.
    if (after.startsWith(open, blanks)) {
      at = { line: end.line, offset: end.offset + blanks }
      continue
    }
    const rest = before.trimEnd() ? `${before}${after}` : after.trim()
    return { next: end.line + 1, ...(rest && { rest: { text: rest, line: end.line } }) }
  }
}

function findClose(page: Page, from: { line: number; offset: number }): { line: number; offset: number } | undefined {
  let start = from.offset + open.length
  for (let line = from.line; line < page.lines.length; line++) {
    const at = page.lines[line]?.indexOf(close, start) ?? -1
    if (at !== -1) return { line, offset: at + close.length }
    start = 0
  }
  return undefined
}

/** HTML's own rule: it hides the rest of the page. */
function unclosed(page: Page, number: number): LiftResult {
  return { next: page.lines.length, remark: { code: 'comment-unclosed', line: number + 1, found: open } }
}
