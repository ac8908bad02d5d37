import type { FenceBlock, FilePre, QuizBlock } from './lift/page.ts'
import { noMeaning, readMacro } from './macros.ts'
import type { CodeBlock, FileBlock, Question, Remark, StepOptions } from './step-document.ts'

/** What is found on a page while its tree is walked, numbered in the order of the text. */
export interface PageBuilder {
  readonly blocks: CodeBlock[]
  readonly files: FileBlock[]
  readonly questions: Question[]
  readonly remarks: Remark[]
  /** Each gives the number of what was added. */
  addSpan(text: string, line: number, macro: string | undefined): number
  addFence(fence: FenceBlock): number
  addIndented(text: string, line: number): number
  addFile(file: FilePre): number
  addQuiz(quiz: QuizBlock): number
  remark(remark: Remark): void
}

/** A page with a thousand mistakes is told the first of them. */
const maxRemarks = 100

export function createPageBuilder(options: StepOptions): PageBuilder {
  const blocks: CodeBlock[] = []
  const files: FileBlock[] = []
  const questions: Question[] = []
  const remarks: Remark[] = []

  function remark(found: Remark): void {
    if (remarks.length < maxRemarks) remarks.push(found)
  }

  function addBlock(block: Pick<CodeBlock, 'text' | 'inline' | 'line' | 'language' | 'highlight'>, macro: string | undefined): number {
    const meaning = macro === undefined ? noMeaning : readMacro(macro, options)
    const { text, line } = block
    if (macro?.trim() && meaning.verb === 'none') remark({ code: 'macro-unknown', line, found: macro.trim() })
    if (meaning.controlKey && !/^\^(?:ESC|.)$/i.test(text.trim())) remark({ code: 'key-unknown', line, found: text.slice(0, 40) })
    const inside = macro === undefined ? /\{\{\s*exec(?:ute)?[\s}]/i.exec(text) : null
    if (inside && block.inline) remark({ code: 'macro-in-code', line, found: inside[0] })
    return blocks.push({ number: blocks.length, macro: macro !== undefined, ...block, ...meaning }) - 1
  }

  return {
    blocks,
    files,
    questions,
    remarks,
    remark,
    addSpan: (text, line, macro) => addBlock({ text, line, inline: true }, macro),
    addFence: ({ info, text, line, macro }) => addBlock({ text: trimNewlines(text), line, inline: false, ...readInfo(info) }, macro),
    addIndented: (text, line) => addBlock({ text, line, inline: false }, undefined),
    addFile: ({ action, filename, marker, text, line }) => files.push({ number: files.length, action, ...(filename && { filename }), ...(marker && { marker }), text, line }) - 1,
    addQuiz: (quiz) => questions.push(questionOf(quiz, questions.length)) - 1,
  }
}

/** One newline at either end is the author's layout. */
function trimNewlines(text: string): string {
  const start = text.startsWith('\n') ? 1 : 0
  const end = text.length > start && text.endsWith('\n') ? text.length - 1 : text.length
  return text.slice(start, end)
}

/** `yaml{2,5-7}`: the language, and lines to highlight. */
function readInfo(info: string): Pick<CodeBlock, 'language' | 'highlight'> {
  const language = /^[^\s{]+/.exec(info)?.[0]
  const lines = /\{([\d,\s-]{1,100})\}/.exec(info)?.[1]
  const highlight = lines?.split(',').flatMap(readRange) ?? []
  return { ...(language && { language: language.toLowerCase() }), ...(highlight.length > 0 && { highlight }) }
}

const maxHighlighted = 1000

function readRange(range: string): readonly number[] {
  const [first = NaN, last = first] = range.split('-').map((part) => Number.parseInt(part, 10))
  if (!(first >= 1) || !(last >= first)) return []
  return Array.from({ length: Math.min(last - first + 1, maxHighlighted) }, (_, index) => first + index)
}

function questionOf({ type, answers, line }: QuizBlock, number: number): Question {
  return type === 'exact' || type === 'contains'
    ? { number, line, kind: type, answers: answers.map(({ text }) => text) }
    : { number, line, kind: type, options: answers.map(({ correct }) => ({ correct })) }
}
