import { TemplateError } from './ast.ts'

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly tokens: readonly string[] }

/** Cuts a template into text and actions; `{{-` and `-}}` take the blanks around them away, comments vanish. */
export function cut(template: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  let trimNext = false
  while (at < template.length) {
    const open = template.indexOf('{{', at)
    const trims = open >= 0 && /^\{\{-\s/.test(template.slice(open, open + 4))
    const raw = template.slice(at, open < 0 ? template.length : open)
    const text = trimmed(raw, trimNext, trims)
    if (text !== '') pieces.push({ kind: 'text', text })
    if (open < 0) break
    const inside = readAction(template, open + (trims ? 3 : 2))
    if (inside.tokens.length > 0) pieces.push({ kind: 'action', tokens: inside.tokens })
    trimNext = inside.trimsAfter
    at = inside.end
  }
  return pieces
}

function trimmed(text: string, start: boolean, end: boolean): string {
  const begun = start ? text.trimStart() : text
  return end ? begun.trimEnd() : begun
}

const token = /\s*(?:("(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)+')|(:=|[|()=,])|(-?\d[\w.+-]*)|(\$?[\p{L}_$][\w]*(?:\.[\p{L}_][\w]*)*|(?:\.[\p{L}_][\w]*)+|\$(?:\.[\p{L}_][\w]*)*|\.))/uy

function readAction(template: string, start: number): { readonly tokens: readonly string[]; readonly end: number; readonly trimsAfter: boolean } {
  const comment = /\s*\/\*[\s\S]*?\*\/\s*?( -)?\}\}/y
  comment.lastIndex = start
  const commented = comment.exec(template)
  if (commented !== null) return { tokens: [], end: comment.lastIndex, trimsAfter: commented[1] !== undefined }
  const tokens: string[] = []
  let at = start
  for (;;) {
    const close = /\s*?(\s-)?\s*?\}\}/y
    close.lastIndex = at
    const closed = close.exec(template)
    if (closed !== null) return { tokens, end: close.lastIndex, trimsAfter: closed[1] !== undefined }
    token.lastIndex = at
    const found = token.exec(template)
    if (found === null) throw new TemplateError(/^\s*$/.test(template.slice(at)) ? 'unclosed action' : `unexpected ${JSON.stringify(template.slice(at).trim()[0] ?? '')} in operand`)
    // A chain on what went before, as in `(index . 0).name`, is told apart from a new operand by the missing blank.
    const word = found[0].trim()
    tokens.push(found[4] !== undefined && word.startsWith('.') && word !== '.' && template[at - 1] === ')' && !/^\s/.test(found[0]) ? `)${word}` : word)
    at = token.lastIndex
  }
}
