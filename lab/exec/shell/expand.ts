import type { Streams } from '../process.ts'
import type { Piece, Word } from './ast.ts'
import type { Shell } from './shell.ts'
import { evaluateSum } from './sum.ts'

interface Context {
  readonly shell: Shell
  readonly streams: Streams
  /** Whether `{1..5}` means five words, as in bash. */
  readonly hasBraces: boolean
}

/** Words that one line may become. */
const mostWords = 20_000

/** Expands words: variables and commands, which are cut at blanks unless they are quoted. */
export async function expandWords(words: readonly Word[], context: Context): Promise<string[]> {
  const expanded: string[] = []
  for (const word of words) {
    for (const one of context.hasBraces ? braces(word) : [word]) expanded.push(...(await fields(one, context)))
    if (expanded.length > mostWords) break
  }
  return expanded
}

/** A word that stays one: a value, a file's name. */
export async function expandWord(word: Word, context: Context): Promise<string> {
  let text = ''
  for (const piece of word) text += await valueOf(piece, context)
  return text
}

async function fields(word: Word, context: Context): Promise<string[]> {
  const found: string[] = []
  let current: string | undefined
  for (const piece of word) {
    const value = await valueOf(piece, context)
    if (piece.quoted || piece.kind === 'text') {
      current = (current ?? '') + value
      continue
    }
    const parts = value.split(/[ \t\n]+/)
    for (const [at, part] of parts.entries()) {
      if (at > 0 && current !== undefined) {
        found.push(current)
        current = undefined
      }
      if (part !== '') current = (current ?? '') + part
    }
  }
  if (current !== undefined) found.push(current)
  return found
}

async function valueOf(piece: Piece, { shell, streams }: Context): Promise<string> {
  switch (piece.kind) {
    case 'text': return piece.text
    case 'command': return shell.capture(piece.script, streams)
    case 'variable': return shell.variable(piece.name) || (piece.standard ?? '')
    case 'sum': return String(evaluateSum(piece.text.replaceAll('$', ''), (name) => shell.variable(name)) ?? 0)
  }
}

/** `v{1..3}` as three words, `{a,b}` as two. */
function braces(word: Word): readonly Word[] {
  const at = word.findIndex((piece) => piece.kind === 'text' && !piece.quoted && /\{[^{}]*(\.\.|,)[^{}]*\}/.test(piece.text))
  const piece = word[at]
  if (piece?.kind !== 'text') return [word]
  const [whole = '', inside = ''] = /\{([^{}]*)\}/.exec(piece.text) ?? []
  const place = piece.text.indexOf(whole)
  return listed(inside).map((one) => [...word.slice(0, at), { ...piece, text: piece.text.slice(0, place) + one + piece.text.slice(place + whole.length) }, ...word.slice(at + 1)])
}

function listed(inside: string): readonly string[] {
  const [, from, to] = /^(-?\d+)\.\.(-?\d+)$/.exec(inside) ?? []
  if (from === undefined || to === undefined) return inside.includes(',') ? inside.split(',') : [`{${inside}}`]
  const [first, last] = [Number(from), Number(to)]
  const count = Math.min(Math.abs(last - first) + 1, mostWords)
  return Array.from({ length: count }, (_, at) => String(first + (last >= first ? at : -at)))
}
