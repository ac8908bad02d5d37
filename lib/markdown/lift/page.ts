import type { SourceLine } from '../source-lines.ts'
import { countFences } from './fence-outlook.ts'
import type { FileAction, Remark } from '../step-document.ts'

/** A page as the lifters see it. */
export interface Page {
  readonly lines: readonly string[]
  /** Number of the last line that contains this text; -1 when none does. Counted once. */
  lastLineWith(text: string): number
  /** Fences of this many signs that are known not to be closed on any later line. */
  readonly unclosed: Map<string, number>
  /** How well the fences after a line pair up. Counted once. */
  fencesAfter(line: number): FenceOutlook
}

/** Fences that would be left over below a line: if it stands in a block, and if it does not. */
export interface FenceOutlook {
  readonly inside: number
  readonly outside: number
}

export type Lifted = FenceBlock | PreBlock | FilePre | QuizBlock

export interface FenceBlock {
  readonly kind: 'fence'
  readonly info: string
  readonly text: string
  /** The words in `{{…}}` behind the closing fence; undefined when there are none. */
  readonly macro?: string
  /** Line of the opening fence, from 1. */
  readonly line: number
}

/** A `<pre>` that is only text with formatting. */
export interface PreBlock {
  readonly kind: 'pre'
  readonly html: string
  readonly line: number
}

export interface FilePre {
  readonly kind: 'file'
  readonly action: FileAction
  readonly filename?: string
  readonly marker?: string
  readonly text: string
  readonly line: number
}

export interface QuizBlock {
  readonly kind: 'quiz'
  readonly type: 'exact' | 'contains' | 'single' | 'multiple'
  /** Inline markdown. */
  readonly question: string
  readonly answers: readonly { readonly text: string; readonly correct: boolean }[]
  readonly line: number
}

export interface LiftResult {
  /** Absent when the part is only dropped. */
  readonly block?: Lifted
  /** Number (from 0) of the first line that is not part of it. */
  readonly next: number
  /** What follows on its last line. */
  readonly rest?: { readonly text: string; readonly line: number }
  readonly remark?: Remark
  /** The `>` before it are its own and open no quote. */
  readonly unquoted?: boolean
}

/** Looks whether something begins on this line (numbered from 0). */
export type Lifter = (page: Page, line: SourceLine, number: number) => LiftResult | undefined

export function createPage(source: string): Page {
  const lines = source.split('\n')
  const last = new Map<string, number>()
  let outlook: readonly FenceOutlook[] | undefined
  return {
    lines,
    unclosed: new Map(),
    fencesAfter: (line) => (outlook ??= countFences(lines))[line + 1] ?? { inside: 1, outside: 0 },
    lastLineWith(text) {
      const known = last.get(text)
      if (known !== undefined) return known
      const found = lines.findLastIndex((line) => line.includes(text))
      last.set(text, found)
      return found
    },
  }
}

/** A line without the quote signs and up to `columns` columns of blanks that belong to the containers around it. */
export function withoutContainer(line: string, quotes: number, columns: number): string {
  let at = 0
  for (let left = quotes; left > 0; left--) {
    const sign = line.slice(at).search(/[^ \t]/)
    if (sign === -1 || line[at + sign] !== '>') break
    at += sign + 1
  }
  // One blank belongs to the quote sign.
  let column = quotes > 0 ? 2 * (quotes - 1) + 1 : 0
  while (column < columns) {
    if (line[at] === ' ') column++
    else if (line[at] === '\t' && column + 4 - (column % 4) <= columns) column += 4 - (column % 4)
    else break
    at++
  }
  return line.slice(at)
}
