import type { Element, ElementContent, Root, RootContent, Text } from 'hast'
import { findPlaceholders, hasPlaceholders, replacePlaceholders, type Addresses, type Edit } from './placeholders.ts'
import type { StepDocument } from './step-document.ts'

/** Attributes that may hold a placeholder. */
const replaced = ['href', 'src', 'title', 'alt']

/** The page with a session's addresses in its text, links, commands and files. The given page is not changed. */
export function substituteDocument(page: StepDocument, addresses: Addresses): StepDocument {
  if (!page.hasPlaceholders) return page
  const replace = <T extends { readonly text: string }>(block: T): T => ({ ...block, text: replacePlaceholders(block.text, addresses) })
  return { ...page, tree: substituteTree(page.tree, addresses), blocks: page.blocks.map(replace), files: page.files.map(replace), hasPlaceholders: false }
}

/** A tree with a session's addresses in its text and links. */
function substituteTree(tree: Root, addresses: Addresses): Root {
  return { ...tree, children: tree.children.map((node) => substituteNode(node, addresses)) }
}

function substituteNode<T extends RootContent | ElementContent>(node: T, addresses: Addresses): T {
  if (node.type === 'text') return hasPlaceholders(node.value) ? { ...node, value: replacePlaceholders(node.value, addresses) } : node
  if (node.type !== 'element') return node
  if (node.tagName === 'rehearsal-code') return { ...node, children: substituteCode(node, addresses) }
  const properties = { ...node.properties }
  for (const name of replaced) {
    const value = properties[name]
    if (typeof value === 'string') properties[name] = replacePlaceholders(value, addresses)
  }
  return { ...node, properties, children: node.children.map((child) => substituteNode(child, addresses)) }
}

/** Colours may have cut a placeholder into pieces: what is replaced stands in the first piece. */
function substituteCode(code: Element, addresses: Addresses): ElementContent[] {
  const edits = findPlaceholders(code.children.map(textOf).join(''), addresses)
  if (edits.length === 0) return code.children
  const apply = createEditor(edits)
  return code.children.map((node) => mapText(node, apply))
}

/** Applies edits of a whole text to its pieces, given one after the other. */
function createEditor(edits: readonly Edit[]): (piece: string) => string {
  let offset = 0
  let next = 0
  return (piece) => {
    const end = offset + piece.length
    let at = offset
    let result = ''
    for (let edit = edits[next]; edit && edit.start < end; edit = edits[next]) {
      if (edit.start >= offset) result += piece.slice(at - offset, edit.start - offset) + edit.text
      at = Math.min(edit.end, end)
      // The rest of it lies in the pieces that follow.
      if (edit.end > end) break
      next++
    }
    result += piece.slice(at - offset)
    offset = end
    return result
  }
}

function mapText(node: ElementContent, change: (text: string) => string): ElementContent {
  if (node.type === 'text') return { ...node, value: change(node.value) }
  return node.type === 'element' ? { ...node, children: node.children.map((child) => mapText(child, change)) } : node
}

function textOf(node: ElementContent | Text): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(textOf).join('') : ''
}
