import { isBlockTag } from '../html-tags.ts'
import type { SourceLine } from '../source-lines.ts'

/** A line, or a part of one. */
export interface Piece {
  readonly text: string
  /** Line to be put before it. */
  readonly before?: string
}

/** Far beyond the longest of 13,000 published pages. */
const maxRun = { length: 16_384, lines: 400, brackets: 600, items: 400, underlines: 100 }

const blank = ''
/** Ends a list, so that the next item begins another. */
const listEnd = '<!---->'

interface Run {
  readonly length: number
  readonly lines: number
  readonly brackets: number
}

const noRun: Run = { length: 0, lines: 0, brackets: 0 }

/**
 * Breaks runs of lines that markdown parsers would take in one piece, and for which they need time that grows with the
 * square of the length: paragraphs, tables, lists. Returns the pieces of each line it is given.
 */
export function createRunLimit(): (line: SourceLine) => readonly Piece[] {
  let run = noRun
  let inHtml = false
  let items = 0
  let underlines = 0

  function addPiece(text: string): Piece {
    const brackets = countBrackets(text)
    const next = { length: run.length + text.length, lines: run.lines + 1, brackets: run.brackets + brackets }
    const fits = next.length <= maxRun.length && next.lines <= maxRun.lines && next.brackets <= maxRun.brackets
    const breaks = !fits && run.lines > 0
    run = breaks ? { length: text.length, lines: 1, brackets } : next
    return breaks ? { text, before: blank } : { text }
  }

  return (line) => {
    const begins = beginsRun(line)
    if (begins || run.lines === 0) inHtml = startsHtml(line)
    if (begins) run = noRun
    if (inHtml) return [{ text: line.text }]
    if (isUnderline(line) && ++underlines > maxRun.underlines) return [{ text: `${line.text.slice(0, line.start)}\\${line.text.slice(line.start)}` }]
    const pieces = split(line.text).map(addPiece)
    if (!isItem(line) || ++items % maxRun.items !== 0) return pieces
    return pieces.map((piece, index) => (index === 0 ? { ...piece, before: listEnd } : piece))
  }
}

/** Whether a paragraph that stands before this line surely ends here. */
function beginsRun({ text, start }: SourceLine): boolean {
  return start >= text.length || text[start] === '#' || /\S/.test(text.slice(0, start))
}

function isItem({ text, start }: SourceLine): boolean {
  return /[^\s>]/.test(text.slice(0, start))
}

/** Of a heading: `===` or `---` below a line. */
function isUnderline({ text, start }: SourceLine): boolean {
  return /^(?:=+|-+)\s*$/.test(text.slice(start, start + 100))
}

function startsHtml({ text, start }: SourceLine): boolean {
  const name = /^<\/?([a-z][a-z0-9]*)(>?)/i.exec(text.slice(start, start + 20))
  return name !== null && isBlockTag((name[1] ?? '').toLowerCase(), name[2] === '>')
}

/** A line in parts that are short enough, and hold few enough brackets. */
function split(text: string): readonly string[] {
  if (text.length <= maxRun.length && countBrackets(text) <= maxRun.brackets) return [text]
  const parts: string[] = []
  let from = 0
  let brackets = 0
  for (let at = 0; at < text.length; at++) {
    if (isBracket(text.charCodeAt(at))) brackets++
    if (at - from < maxRun.length && brackets < maxRun.brackets) continue
    parts.push(text.slice(from, at + 1))
    from = at + 1
    brackets = 0
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}

function countBrackets(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) if (isBracket(text.charCodeAt(at))) count++
  return count
}

/** `[` and `]`. */
function isBracket(code: number): boolean {
  return code === 91 || code === 93
}
