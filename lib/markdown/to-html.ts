import type { Element, ElementContent, Root, RootContent } from 'hast'
import { raw } from 'hast-util-raw'
import type { Nodes, Root as MarkdownRoot } from 'mdast'
import { toHast } from 'mdast-util-to-hast'
import type { Mark } from './marks.ts'

/** From markdown to HTML, the author's own HTML parsed as a browser would. Marks become sealed spans; nothing is sanitised yet. */
export function toHtml(tree: MarkdownRoot): Root {
  const html = toHast(tree, { allowDangerousHtml: true, clobberPrefix: '', handlers: { mark: (_, node: Mark) => node } })
  const root: Root = html.type === 'root' ? html : { type: 'root', children: [html as RootContent] } // a markdown root gives a root
  const parsed = hasHtml(tree) ? raw(root, { passThrough: ['mark'] }) : root
  return { type: 'root', children: seal((parsed as Root).children) } // given a root, raw gives a root
}

function hasHtml(node: Nodes): boolean {
  return node.type === 'html' || ('children' in node && node.children.some(hasHtml))
}

/** Only from here on a `dataMark` is ours: an author's attribute of that name goes. */
function seal<T extends RootContent>(children: readonly T[]): T[] {
  return children.map((node) => {
    if (node.type === 'mark') return span(node) as unknown as T // stands where the mark stood
    if (node.type !== 'element') return node
    delete node.properties['dataMark']
    node.children = seal(node.children)
    return (node.tagName === 'iframe' ? linkTo(node) : node) as T // an element for an element
  })
}

function span({ kind, number, block }: Mark): Element {
  return { type: 'element', tagName: 'span', properties: { dataMark: `${kind}:${number}:${block ? 'block' : 'inline'}` }, children: [] }
}

/** A page in a page is not embedded, but it is not lost either. */
function linkTo({ properties }: Element): Element {
  const href = typeof properties['src'] === 'string' ? properties['src'].replace(/^\/\//, 'https://') : ''
  const title = typeof properties['title'] === 'string' && properties['title'].trim() ? properties['title'] : href
  const children: ElementContent[] = [{ type: 'text', value: title }]
  return { type: 'element', tagName: 'a', properties: { href }, children }
}
