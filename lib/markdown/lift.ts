import { liftComment } from './lift/comment.ts'
import { liftFence } from './lift/fence.ts'
import { liftPre } from './lift/pre.ts'
import { liftQuiz } from './lift/quiz.ts'
import { createPage, type Lifted, type LiftResult, type Lifter } from './lift/page.ts'
import { createRunLimit } from './lift/run-limit.ts'
import { createLineReader, type SourceLine } from './source-lines.ts'
import type { Remark } from './step-document.ts'

/** A page without its byte-exact parts. */
export interface LiftedPage {
  /** Markdown in which one short line stands for each part that was lifted out. */
  readonly text: string
  /** Line in the source (from 1) of each line of `text` (from 0). */
  readonly lines: readonly number[]
  readonly lifted: readonly Lifted[]
  readonly remarks: readonly Remark[]
}

/** In this order: what begins a comment is no code, and what begins a block of code is no question. */
const lifters: readonly Lifter[] = [liftComment, liftPre, liftFence, liftQuiz]

/** Never a character of text (Unicode calls it a noncharacter), so nothing an author writes looks like our line. */
const open = '\uFDD0'
const close = '\uFDD1'
/** Ends a paragraph but not a block of HTML, just as the comment would have. */
const droppedSign = '<!---->'
const markerPattern = /^[ \t]*(?:[>*+-]|\d{1,9}[.)])/
const pattern = /\uFDD0(\d+)\uFDD1/g

/**
 * Takes the parts out of a page that must survive byte for byte, before markdown is parsed: fenced code (whose closing
 * fence may carry a macro, which CommonMark would not take for a closing fence), `<pre>`, quizzes; and drops comments.
 * What remains is ordinary markdown. One pass over the lines.
 */
export function liftBlocks(source: string): LiftedPage {
  const page = createPage(withoutSigns(source))
  const read = createLineReader()
  const limit = createRunLimit()
  const text: string[] = []
  const lines: number[] = []
  const lifted: Lifted[] = []
  const remarks: Remark[] = []

  function emit(line: string, number: number): void {
    text.push(line)
    lines.push(number + 1)
  }

  function keep(line: SourceLine, number: number): void {
    // Parsers take a time that grows with the square of such a run.
    const pieces = limit(line)
    pieces.forEach(({ text: piece, before }, index) => {
      if (before !== undefined) emit(before, number)
      const escapeAt = index > 0 ? 0 : line.overfull ? line.start : -1
      // What follows is text: a marker there would open one more list or quote.
      emit(escapeAt >= 0 && markerPattern.test(piece.slice(escapeAt)) ? `${piece.slice(0, escapeAt)}\\${piece.slice(escapeAt)}` : piece, number)
    })
  }

  function place(found: SourceLine, number: number, { block, rest, remark, unquoted }: LiftResult): void {
    const line = unquoted ? { ...found, start: 0, quotes: 0 } : found
    if (remark) remarks.push(remark)
    emit(prefixOf(line) + (block ? `${open}${lifted.push(block) - 1}${close}` : droppedSign), number)
    if (rest) emit(continuedPrefix(line) + rest.text, rest.line)
  }

  for (let number = 0; number < page.lines.length;) {
    const line = read(page.lines[number] ?? '')
    const result = firstResult(lifters, (lifter) => lifter(page, line, number))
    if (result) place(line, number, result)
    else keep(withHeadingBlank(line), number)
    number = result?.next ?? number + 1
  }
  return { text: text.join('\n'), lines, lifted, remarks }
}

/** Splits a text at the places of lifted parts: text, index, text, index, … */
export function splitAtLifted(text: string): readonly (string | number)[] {
  return text.split(pattern).map((part, index) => (index % 2 === 1 ? Number(part) : part))
}

export function hasLifted(text: string): boolean {
  return text.includes(open)
}

export const liftedSigns = { open: open.charCodeAt(0), close: close.charCodeAt(0) }

/**
 * Text copied from web pages has a no-break space behind the signs of a heading (50 pages of those we know). Katacoda took it for
 * a blank; CommonMark does not. Length stays, and so do columns.
 */
function withHeadingBlank(line: SourceLine): SourceLine {
  const { text, start } = line
  if (text[start] !== '#') return line
  const [signs = ''] = /^#{1,6}(?=\u00A0)/.exec(text.slice(start, start + 7)) ?? []
  if (signs === '') return line
  const at = start + signs.length
  return { ...line, text: `${text.slice(0, at)} ${text.slice(at + 1)}` }
}

function withoutSigns(source: string): string {
  return source.includes(open) ? source.replaceAll(open, '\uFFFD') : source
}

/** Where micromark puts the block into the container that the author meant, and not into indented code. */
function prefixOf(line: SourceLine): string {
  const written = line.text.slice(0, line.start)
  return /[^\s>]/.test(written) ? written : continuedPrefix(line)
}

function continuedPrefix({ quotes, container, column }: SourceLine): string {
  const blanks = Math.min(column, container + 3) - 2 * quotes
  return '> '.repeat(quotes) + ' '.repeat(Math.max(0, blanks))
}

function firstResult<T, R>(list: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of list) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
