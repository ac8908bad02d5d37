import type { Element, ElementContent, Root } from 'hast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { findMarks } from './find-marks.ts'
import { finish } from './finish.ts'
import { layoutCost, maxLayoutCost } from './layout-cost.ts'
import { liftBlocks, type LiftedPage } from './lift.ts'
import type { QuizBlock } from './lift/page.ts'
import { createPageBuilder, type PageBuilder } from './page-builder.ts'
import { hasPlaceholders } from './placeholders.ts'
import { hidePlaceholders } from './placeholder-signs.ts'
import type { StepDocument, StepOptions } from './step-document.ts'
import { fromMarkdownExtensions, syntaxExtensions } from './syntax.ts'
import { toHtml } from './to-html.ts'

/**
 * Parses a page of the Katacoda dialect. The tree is safe to render whatever the source is.
 * A page nested too deeply to be laid out comes as plain text, with a remark.
 * @param source line ends `\n`
 */
export function parseStep(source: string, options: StepOptions = {}): StepDocument {
  const page = liftBlocks(source)
  if (costOf(page) > maxLayoutCost) return plainPage(source, options, 'page-too-dense')
  try {
    return parsePage(source, page, options)
  } catch (error) {
    // Parsers recurse; thousands of nested quotes or lists end their stack.
    if (!(error instanceof RangeError)) throw error
    return plainPage(source, options, 'page-too-nested')
  }
}

/** What parsers of markdown and HTML will have to look at; code does not count. */
function costOf({ text, lifted }: LiftedPage): number {
  return lifted.reduce((sum, block) => sum + (block.kind === 'pre' ? layoutCost(block.html) : 1), layoutCost(text))
}

function parsePage(source: string, page: LiftedPage, options: StepOptions): StepDocument {
  const builder = createPageBuilder(options)
  page.remarks.forEach(builder.remark)
  const quizzes = new Map<number, readonly ElementContent[]>()

  function layOut(markdown: string, lineOf: (line: number) => number): Root {
    const { text, reveal } = hidePlaceholders(markdown)
    const tree = fromMarkdown(text, { extensions: syntaxExtensions, mdastExtensions: fromMarkdownExtensions })
    findMarks(tree, { builder, lifted: page.lifted, lineOf, reveal, onQuiz })
    return finish(toHtml(tree), { builder, reveal, quiz: (number) => quizzes.get(number) ?? [] })
  }

  function onQuiz(number: number, { question, answers, type, line }: QuizBlock): void {
    const content = (markdown: string): ElementContent[] => lineContent(layOut(markdown, () => line))
    const options = type === 'exact' || type === 'contains' ? [] : answers.map(({ text }) => wrap('rehearsal-option', content(text)))
    quizzes.set(number, [wrap('rehearsal-question', content(question)), ...options])
  }

  const tree = layOut(page.text, (line) => page.lines[line - 1] ?? 1)
  return documentOf(tree, builder, hasPlaceholders(source))
}

function documentOf(tree: Root, { blocks, files, questions, remarks }: PageBuilder, placeholders: boolean): StepDocument {
  return { tree, blocks, files, questions, quizzes: questions.length, hasPlaceholders: placeholders, remarks }
}

/** The inside of the one paragraph that a line of markdown makes. */
function lineContent({ children }: Root): ElementContent[] {
  const content = children.filter((node) => node.type !== 'doctype')
  const [only] = content
  return content.length === 1 && only?.type === 'element' && only.tagName === 'p' ? only.children : content
}

function wrap(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children }
}

function plainPage(source: string, options: StepOptions, code: 'page-too-nested' | 'page-too-dense'): StepDocument {
  const builder = createPageBuilder(options)
  builder.remark({ code, line: 1, found: '' })
  const pre: Element = { type: 'element', tagName: 'pre', properties: {}, children: [{ type: 'text', value: source }] }
  return documentOf({ type: 'root', children: [pre] }, builder, hasPlaceholders(source))
}
