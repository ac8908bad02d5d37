import type { Element, ElementContent, Root, RootContent } from 'hast'
import GithubSlugger from 'github-slugger'
import type { MarkKind } from './marks.ts'
import type { PageBuilder } from './page-builder.ts'
import { idPrefix, sanitise } from './sanitise.ts'

export interface FinishContext {
  readonly builder: Pick<PageBuilder, 'blocks' | 'files'>
  /** Puts placeholders back. */
  readonly reveal: (text: string) => string
  /** What a quiz mark holds. */
  readonly quiz: (number: number) => readonly ElementContent[]
}

/** Attributes that may hold a placeholder. */
const revealed = ['href', 'src', 'title', 'alt']

/** Sanitises a tree, and then puts our marks, the placeholders, and the ids of headings into it. */
export function finish(tree: Root, context: FinishContext): Root {
  const slugger = new GithubSlugger()
  const clean = sanitise(tree)

  function finishAll<T extends RootContent>(children: readonly T[]): T[] {
    return children.flatMap((node) => finishNode(node) as T[]) // nodes take the places of nodes
  }

  function finishNode(node: RootContent): RootContent[] {
    if (node.type === 'text') node.value = context.reveal(node.value)
    if (node.type !== 'element') return [node]
    const mark = node.properties['dataMark']
    if (typeof mark === 'string') return [placeMark(mark, context)]
    for (const name of revealed) {
      const value = node.properties[name]
      if (typeof value === 'string') node.properties[name] = context.reveal(value)
    }
    node.children = finishAll(node.children)
    return finishElement(node)
  }

  function finishElement(node: Element): Element[] {
    const { tagName, properties } = node
    if (/^h[1-6]$/.test(tagName)) properties['id'] ??= idPrefix + slugger.slug(textOf(node))
    if (tagName === 'a' && typeof properties['href'] === 'string') properties['href'] = inPage(properties['href'])
    if (tagName !== 'p') return [node]
    // The HTML parser leaves an empty paragraph where an author closed one twice.
    if (node.children.length === 0) return []
    // A block in a paragraph would be torn apart by the browser.
    if (node.children.some(isBlock)) node.tagName = 'div'
    return [node]
  }

  return { type: 'root', children: finishAll(clean.children) }
}

function placeMark(mark: string, { builder, quiz }: FinishContext): Element {
  const [kind = '', digits, place] = mark.split(':')
  const number = Number(digits)
  const contents: Record<MarkKind, () => readonly ElementContent[]> = {
    code: () => [{ type: 'text', value: builder.blocks[number]?.text ?? '' }],
    file: () => [{ type: 'text', value: builder.files[number]?.text ?? '' }],
    quiz: () => quiz(number),
  }
  const children = [...contents[kind as MarkKind]()] // the seal wrote it from a MarkKind
  return { type: 'element', tagName: `rehearsal-${kind}`, properties: { number, block: place === 'block' }, children }
}

function isBlock(node: ElementContent): boolean {
  return node.type === 'element' && node.tagName.startsWith('rehearsal-') && node.properties['block'] === true
}

/** Links within the page lead to ids, which carry a prefix. */
function inPage(href: string): string {
  return href.startsWith('#') && href.length > 1 && !href.startsWith(`#${idPrefix}`) ? `#${idPrefix}${href.slice(1)}` : href
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(textOf).join('') : ''
}
