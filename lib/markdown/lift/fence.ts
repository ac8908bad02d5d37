import { leadingMacro, macroAtEnd } from './macro-text.ts'
import { withoutContainer, type Lifter, type LiftResult, type Page } from './page.ts'
import type { SourceLine } from '../source-lines.ts'

interface Opening {
  readonly sign: string
  readonly size: number
  readonly info: string
}

interface Closing {
  /** Number of the line, from 0. */
  readonly line: number
  /** Code on the same line before the fence. */
  readonly code?: string
  readonly macro?: string
  readonly rest: string
}

/**
 * Fenced code in the dialect: a macro may follow the closing fence, other text may follow the macro, the fence may close
 * at the end of the last line of code, and lines inside may stand further left than the list item around the block.
 */
export const liftFence: Lifter = (page, line, number) => {
  const opening = readOpening(line)
  if (!opening) return undefined
  const closing = findClosing(page, { line, number, opening })
  if (!closing) return closedByContainer(page, { line, number, opening })
  const code = page.lines.slice(number + 1, closing.line)
  const text = code.map((inner) => withoutContainer(inner, line.quotes, line.column))
  if (closing.code !== undefined) text.push(withoutContainer(closing.code, line.quotes, line.column))
  const block = { kind: 'fence' as const, info: opening.info, text: text.join('\n'), line: number + 1 }
  return {
    block: closing.macro === undefined ? block : { ...block, macro: closing.macro },
    next: closing.line + 1,
    ...(closing.rest.trim() && { rest: { text: closing.rest.trimStart(), line: closing.line } }),
  }
}

function readOpening({ text, start }: SourceLine): Opening | undefined {
  const sign = text[start]
  if (sign !== '`' && sign !== '~') return undefined
  const size = runLength(text, start)
  const info = text.slice(start + size).trim()
  if (size < 3 || (sign === '`' && info.includes('`'))) return undefined
  // A closing fence that has lost its opening one: it would swallow the rest of the page.
  return leadingMacro(info) ? undefined : { sign, size, info }
}

interface Opened {
  readonly line: SourceLine
  readonly number: number
  readonly opening: Opening
}

function findClosing(page: Page, { line, number, opening }: Opened): Closing | undefined {
  const { sign, size } = opening
  const unclosed = page.unclosed.get(sign) ?? Infinity
  if (size >= unclosed) return undefined
  for (let at = number + 1; at < page.lines.length; at++) {
    const inner = page.lines[at] ?? ''
    // A quote ends where its signs end.
    if (line.quotes > 0 && !inner.trimStart().startsWith('>')) return undefined
    const text = withoutContainer(inner, line.quotes, 0)
    const closing = readClosing(text, opening) ?? probableClosing(page, { text, at, opening })
    if (closing) return { line: at, ...closing }
  }
  page.unclosed.set(sign, Math.min(size, unclosed))
  return undefined
}

function readClosing(line: string, { sign, size }: Opening): Omit<Closing, 'line'> | undefined {
  if (!line.includes(sign.repeat(size))) return undefined
  const text = line.trimStart()
  if (text.startsWith(sign)) return readWholeClosing(text, size)
  return sign === '`' ? readClosingAfterCode(line, size) : undefined
}

function readWholeClosing(text: string, size: number): Omit<Closing, 'line'> | undefined {
  const length = runLength(text, 0)
  if (length < size) return undefined
  const after = text.slice(length)
  if (!after.trim()) return { rest: '' }
  return leadingMacro(after.trimStart())
}

/** The last line of code, the fence and the macro, all on one line. */
function readClosingAfterCode(line: string, size: number): Omit<Closing, 'line'> | undefined {
  const at = line.indexOf('`'.repeat(size))
  const length = runLength(line, at)
  const found = macroAtEnd(line.slice(at + length))
  return found && { code: line.slice(0, at), ...found }
}

/** A fence at the end of a line of code closes the block if the fences below pair up better so. */
function probableClosing(page: Page, { text, at, opening }: { text: string; at: number; opening: Opening }): Omit<Closing, 'line'> | undefined {
  const end = text.trimEnd()
  const fence = '`'.repeat(opening.size)
  if (opening.sign !== '`' || !end.endsWith(fence)) return undefined
  const code = end.slice(0, -opening.size)
  if (!code.trim() || code.includes('```') || code.endsWith('`')) return undefined
  const { inside, outside } = page.fencesAfter(at)
  return outside < inside ? { code, rest: '' } : undefined
}

/** Without a closing fence the code ends with the quote or list item that it stands in, else with the page. */
function closedByContainer(page: Page, { line, number, opening }: Opened): LiftResult {
  let end = number + 1
  while (end < page.lines.length && belongsTo(line, page.lines[end] ?? '')) end++
  const text = page.lines.slice(number + 1, end).map((inner) => withoutContainer(inner, line.quotes, line.column))
  while (text.at(-1)?.trim() === '') text.pop()
  return {
    block: { kind: 'fence', info: opening.info, text: text.join('\n'), line: number + 1 },
    next: end,
    remark: { code: 'fence-unclosed', line: number + 1, found: opening.sign.repeat(opening.size) },
  }
}

function belongsTo({ quotes, container }: SourceLine, inner: string): boolean {
  if (quotes > 0) return inner.trimStart().startsWith('>')
  if (!inner.trim() || container === 0) return true
  return inner.length - inner.trimStart().length >= container
}

function runLength(text: string, start: number): number {
  let end = start
  while (text[end] === text[start] && end < text.length) end++
  return end - start
}
