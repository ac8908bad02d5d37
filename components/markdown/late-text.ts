import type { ElementContent, Root, RootContent, Text } from 'hast'
import { hasPlaceholders } from '../../lib/markdown/placeholders.ts'
import { visibleControls } from './visible-controls.ts'

/** Text that gets the session's addresses in the browser. */
export const sessionTextName = 'rehearsal-text'
/** A character in code that would not show. */
export const controlName = 'rehearsal-control'

const codeNames = new Set(['rehearsal-code', 'rehearsal-file', 'code', 'pre'])

/** The tree with elements in place of text that cannot be drawn as it stands. */
export function markLateText(tree: Root): Root {
  return { ...tree, children: tree.children.flatMap((node) => markNode(node, false)) }
}

function markNode<T extends RootContent | ElementContent>(node: T, inCode: boolean): readonly (T | ElementContent)[] {
  if (node.type === 'text') return markText(node, inCode)
  if (node.type !== 'element') return [node]
  const code = inCode || codeNames.has(node.tagName)
  return [{ ...node, children: node.children.flatMap((child) => markNode(child, code)) }]
}

function markText(node: Text, inCode: boolean): readonly ElementContent[] {
  const text = node.value
  if (hasPlaceholders(text)) return [{ type: 'element', tagName: sessionTextName, properties: { written: text, inCode }, children: [] }]
  if (!inCode) return [node]
  return visibleControls(text).map((piece): ElementContent => (
    piece.kind === 'text' ? { type: 'text', value: piece.text } : { type: 'element', tagName: controlName, properties: { sign: piece.sign, spelling: piece.name }, children: [] }
  ))
}
