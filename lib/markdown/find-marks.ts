import type { Nodes, PhrasingContent, Root, RootContent } from 'mdast'
import { escapeUnknownTags } from './escape-tags.ts'
import { splitAtSpans } from './html-macros.ts'
import { hasLifted, splitAtLifted } from './lift.ts'
import { leadingMacro, macroAtEnd } from './lift/macro-text.ts'
import type { Lifted, QuizBlock } from './lift/page.ts'
import type { Mark } from './marks.ts'
import type { PageBuilder } from './page-builder.ts'

export interface FindContext {
  readonly builder: PageBuilder
  readonly lifted: readonly Lifted[]
  /** Line in the source of a line (from 1) of the text that was parsed. */
  readonly lineOf: (line: number) => number
  /** Puts placeholders back. */
  readonly reveal: (text: string) => string
  readonly onQuiz: (number: number, quiz: QuizBlock) => void
}

/** Replaces code, lifted blocks and their macros in a markdown tree by marks, in the order of the text. */
export function findMarks(tree: Root, context: FindContext): void {
  tree.children = replaceAll(tree.children, context)
}

function replaceAll<T extends RootContent>(children: readonly T[], context: FindContext): T[] {
  const result: RootContent[] = []
  for (let index = 0; index < children.length; index++) {
    const node = children[index]
    if (!node) continue
    const after = children[index + 1]
    const taken = node.type === 'inlineCode' ? span(node.value, { node, after }, context) : replace(node, context)
    result.push(...taken)
  }
  // Marks may stand wherever content may; the tree's own types know only of fixed lists.
  return result as T[]
}

function span(value: string, { node, after }: { node: RootContent; after: RootContent | undefined }, context: FindContext): Mark[] {
  const found = after?.type === 'text' ? macroAfter(after.value) : undefined
  if (found && after?.type === 'text') after.value = found.rest
  const number = context.builder.addSpan(context.reveal(value), lineOf(node, context), found?.macro)
  return [{ type: 'mark', kind: 'code', number, block: false }]
}

/** Directly behind the code any words are a macro; after a blank only words we know. */
function macroAfter(text: string): ReturnType<typeof leadingMacro> {
  const start = text.trimStart()
  return start.length === text.length ? leadingMacro(text) : macroAtEnd(start)
}

function replace(node: RootContent, context: FindContext): RootContent[] {
  switch (node.type) {
    case 'lifted': return liftedNode(context.lifted[node.index], context)
    case 'code': return indented(node.value, node, context)
    case 'html': return html(node.value, node, context)
    case 'text': return text(node.value, node, context)
    case 'paragraph': {
      const children = replaceAll(node.children, context)
      return children.some(isBlockMark) ? splitParagraph(children) : [{ ...node, children }]
    }
    case 'link':
      if (!node.url) context.builder.remark({ code: 'link-empty', line: lineOf(node, context), found: textOf(node) })
  }
  if ('children' in node) Object.assign(node, { children: replaceAll<RootContent>(node.children, context) })
  return [node]
}

function liftedNode(block: Lifted | undefined, { builder, onQuiz }: FindContext): RootContent[] {
  if (!block) return []
  switch (block.kind) {
    case 'fence': return [{ type: 'mark', kind: 'code', number: builder.addFence(block), block: true }]
    case 'file': return [{ type: 'mark', kind: 'file', number: builder.addFile(block), block: true }]
    case 'pre': return [{ type: 'html', value: escapeUnknownTags(block.html) }]
    case 'quiz': {
      const number = builder.addQuiz(block)
      onQuiz(number, block)
      return [{ type: 'mark', kind: 'quiz', number, block: true }]
    }
  }
}

function indented(value: string, node: RootContent, context: FindContext): RootContent[] {
  return splitAtLifted(value).flatMap((part): RootContent[] => {
    if (typeof part === 'number') return liftedNode(context.lifted[part], context)
    if (part.trim() === '') return []
    return [{ type: 'mark', kind: 'code', number: context.builder.addIndented(context.reveal(part), lineOf(node, context)), block: true }]
  })
}

function html(value: string, node: RootContent, context: FindContext): RootContent[] {
  return splitAtLifted(value).flatMap((part): RootContent[] => {
    if (typeof part === 'number') return liftedNode(context.lifted[part], context)
    return part.includes('`{{') ? htmlWithSpans(part, node, context) : [{ ...node, type: 'html', value: escapeUnknownTags(part) }]
  })
}

function htmlWithSpans(value: string, node: RootContent, context: FindContext): RootContent[] {
  return splitAtSpans(value).map((part) => {
    if (typeof part === 'string') return { type: 'html', value: escapeUnknownTags(part) }
    const number = context.builder.addSpan(context.reveal(part.code), lineOf(node, context), part.macro)
    return { type: 'mark', kind: 'code', number, block: false }
  })
}

function text(value: string, node: RootContent, context: FindContext): RootContent[] {
  const stray = /(?:\{\{|<<)\s*exec(?:ute)?\b[^}>]{0,40}(?:\}\}|>>)/i.exec(value)
  if (stray) context.builder.remark({ code: 'macro-stray', line: lineOf(node, context), found: stray[0] })
  if (!hasLifted(value)) return [node]
  return splitAtLifted(value).flatMap((part): RootContent[] => {
    if (typeof part === 'number') return liftedNode(context.lifted[part], context)
    return part === '' ? [] : [{ type: 'text', value: part }]
  })
}

/** A block that markdown took for a line of the paragraph. */
function splitParagraph(children: readonly PhrasingContent[]): RootContent[] {
  const result: RootContent[] = []
  let run: PhrasingContent[] = []
  const flush = (): void => {
    if (run.some((node) => node.type !== 'text' || node.value.trim() !== '')) result.push({ type: 'paragraph', children: run })
    run = []
  }
  for (const node of children) {
    if (!isBlockMark(node)) {
      run.push(node)
      continue
    }
    flush()
    result.push(node)
  }
  flush()
  return result
}

function isBlockMark(node: RootContent): boolean {
  return node.type === 'mark' && node.block
}

function lineOf(node: RootContent, { lineOf: inSource }: FindContext): number {
  return inSource(node.position?.start.line ?? 1)
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}
