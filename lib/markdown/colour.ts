import type { Element, ElementContent, Root, RootContent } from 'hast'
import type { ThemedToken } from 'shiki/core'
import { grammarOf, grammarOfFile, type Grammar } from './colour/grammars.ts'
import { tokensOf } from './colour/highlighter.ts'
import { kindOfColour } from './colour/theme.ts'
import type { CodeBlock, StepDocument } from './step-document.ts'

/** Longer code is seldom read, and a page of it would hold up all other pages. */
const maxCode = 20_000
const maxPage = 100_000

/** The page with colours in its code: `span.token-keyword` and the like around words, `span.token-lit` around lines to highlight. */
export async function colourDocument(page: StepDocument): Promise<StepDocument> {
  let left = maxPage

  async function colourAll<T extends RootContent>(nodes: readonly T[]): Promise<T[]> {
    const coloured: T[] = []
    for (const node of nodes) coloured.push(node.type === 'element' ? await colourElement(node) as T : node) // an element for an element
    return coloured
  }

  async function colourElement(node: Element): Promise<Element> {
    const code = codeOf(node, page)
    if (!code) return { ...node, children: await colourAll(node.children) }
    const { text, grammar, lit } = code
    const affordable = text.length <= Math.min(maxCode, left)
    if ((!grammar && lit.size === 0) || !affordable) return node
    left -= text.length
    const lines = grammar ? await tokensOf(text, grammar) : text.split('\n').map((line) => [{ content: line, offset: 0 }])
    return { ...node, children: lines.flatMap((line, index) => [...index > 0 ? [newline] : [], ...lineContent(line, lit.has(index + 1))]) }
  }

  const tree: Root = { ...page.tree, children: await colourAll(page.tree.children) }
  return { ...page, tree }
}

const newline: ElementContent = { type: 'text', value: '\n' }

interface Code {
  readonly text: string
  readonly grammar: Grammar | undefined
  readonly lit: ReadonlySet<number>
}

/** The code that an element of ours stands for; undefined for every other element. */
function codeOf({ tagName, properties }: Element, { blocks, files }: StepDocument): Code | undefined {
  const number = Number(properties['number'])
  if (tagName === 'rehearsal-file') return { text: files[number]?.text ?? '', grammar: grammarOfFile(files[number]?.filename), lit: new Set() }
  const block = tagName === 'rehearsal-code' ? blocks[number] : undefined
  return block && { text: block.text, grammar: grammarOf(languageOf(block)), lit: new Set(block.highlight) }
}

/** What runs in a terminal and is not said to be something else is shell. */
function languageOf({ language, inline, verb }: CodeBlock): string | undefined {
  if (inline) return undefined
  return language ?? (verb === 'run' ? 'bash' : undefined)
}

function lineContent(tokens: readonly Pick<ThemedToken, 'content' | 'color'>[], lit: boolean): ElementContent[] {
  const words = tokens.map(({ content, color }): ElementContent => {
    const kind = kindOfColour(color)
    return kind ? span(`token-${kind}`, [{ type: 'text', value: content }]) : { type: 'text', value: content }
  })
  return lit ? [span('token-lit', words)] : words
}

function span(className: string, children: ElementContent[]): Element {
  return { type: 'element', tagName: 'span', properties: { className: [className] }, children }
}
