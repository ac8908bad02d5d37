import type { Piece, Script, Word } from './ast.ts'

/** A script that this shell does not understand. `incomplete`: more lines may complete it. */
export class SyntaxProblem extends Error {
  readonly incomplete: boolean

  constructor(message: string, incomplete = false) {
    super(message)
    this.incomplete = incomplete
  }
}

export type Token =
  | { readonly kind: 'word'; readonly word: Word; /** The word where nothing of it was quoted or expanded: only such ones are keywords. */ readonly plain: string | undefined }
  | { readonly kind: 'operator'; readonly text: string }
  | { readonly kind: 'redirect'; readonly stream: 0 | 1 | 2 | 'both'; readonly form: 'from' | 'to' | 'copy' }

const operators = ['&&', '||', ';;', ';', '|', '&', '(', ')', '\n']
const redirects: readonly (readonly [pattern: RegExp, stream: 0 | 1 | 2 | 'both', form: 'from' | 'to' | 'copy'])[] = [
  [/^&>>?/, 'both', 'to'], [/^2>&/, 2, 'copy'], [/^1?>&/, 1, 'copy'], [/^2>>?/, 2, 'to'], [/^1?>>?/, 1, 'to'], [/^0?<(?![<(])/, 0, 'from'],
]

/** Cuts a script into words and operators. `parse` is for what stands inside `$(…)`. */
export function tokenize(source: string, parse: (inner: string) => Script): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < source.length) {
    const rest = source.slice(at, at + 4)
    const letter = source[at] ?? ''
    if (letter === ' ' || letter === '\t' || letter === '\r') at += 1
    else if (rest.startsWith('\\\n')) at += 2
    else if (letter === '#') at = endOfLine(source, at)
    else {
      const redirect = redirects.find(([pattern]) => pattern.test(rest))
      const operator = operators.find((one) => rest.startsWith(one))
      if (rest.startsWith('<<')) throw new SyntaxProblem('"<<": this shell has no here-documents')
      if (redirect) {
        tokens.push({ kind: 'redirect', stream: redirect[1], form: redirect[2] })
        at += redirect[0].exec(rest)?.[0].length ?? 1
      } else if (operator) {
        tokens.push({ kind: 'operator', text: operator })
        at += operator.length
      } else {
        const read = readWord(source, at, parse)
        tokens.push({ kind: 'word', word: read.word, plain: plainOf(read.word) })
        at = read.end
      }
    }
  }
  return tokens
}

function endOfLine(source: string, from: number): number {
  const end = source.indexOf('\n', from)
  return end < 0 ? source.length : end
}

function plainOf(word: Word): string | undefined {
  return word.every((piece) => piece.kind === 'text' && !piece.quoted) ? word.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('') : undefined
}

const wordEnd = new Set([' ', '\t', '\r', '\n', ';', '&', '|', '(', ')', '<', '>'])

function readWord(source: string, from: number, parse: (inner: string) => Script): { readonly word: Word; readonly end: number } {
  const pieces: Piece[] = []
  let at = from
  const add = (text: string, quoted: boolean) => {
    const last = pieces.at(-1)
    if (last?.kind === 'text' && last.quoted === quoted) pieces[pieces.length - 1] = { ...last, text: last.text + text }
    else pieces.push({ kind: 'text', text, quoted })
  }
  const expand = (quoted: boolean) => {
    const found = readExpansion(source, at, { quoted, parse })
    if (found) pieces.push(found.piece)
    else add('$', quoted)
    at = found?.end ?? at + 1
  }
  while (at < source.length) {
    const letter = source[at] ?? ''
    if (wordEnd.has(letter)) break
    if (letter === "'") {
      const end = source.indexOf("'", at + 1)
      if (end < 0) throw new SyntaxProblem('Unterminated quoted string', true)
      add(source.slice(at + 1, end), true)
      at = end + 1
    } else if (letter === '"') {
      add('', true)
      at += 1
      for (; source[at] !== '"';) {
        const inner = source[at]
        if (inner === undefined) throw new SyntaxProblem('Unterminated quoted string', true)
        if (inner === '$' || inner === '`') expand(true)
        else if (inner === '\\' && '$`"\\\n'.includes(source[at + 1] ?? ' ')) {
          if (source[at + 1] !== '\n') add(source[at + 1] ?? '', true)
          at += 2
        } else {
          add(inner, true)
          at += 1
        }
      }
      at += 1
    } else if (letter === '\\') {
      if (at + 1 >= source.length) throw new SyntaxProblem('unexpected end of file', true)
      if (source[at + 1] !== '\n') add(source[at + 1] ?? '', true)
      at += 2
    } else if (letter === '$' || letter === '`') expand(false)
    else {
      add(letter, false)
      at += 1
    }
  }
  return { word: pieces, end: at }
}

interface ExpansionContext {
  readonly quoted: boolean
  readonly parse: (inner: string) => Script
}

function readExpansion(source: string, at: number, { quoted, parse }: ExpansionContext): { readonly piece: Piece; readonly end: number } | undefined {
  if (source[at] === '`') {
    const end = source.indexOf('`', at + 1)
    if (end < 0) throw new SyntaxProblem('Unterminated quoted string', true)
    return { piece: { kind: 'command', script: parse(source.slice(at + 1, end)), quoted }, end: end + 1 }
  }
  if (source.startsWith('$((', at)) {
    const end = source.indexOf('))', at)
    if (end < 0) throw new SyntaxProblem("Unterminated '$(('", true)
    return { piece: { kind: 'sum', text: source.slice(at + 3, end), quoted }, end: end + 2 }
  }
  if (source.startsWith('$(', at)) {
    const end = closingParenthesis(source, at + 2)
    return { piece: { kind: 'command', script: parse(source.slice(at + 2, end)), quoted }, end: end + 1 }
  }
  const braced = /^\$\{([A-Za-z_]\w*|[?#@*$!\d])(?::?-([^}]*))?\}/.exec(source.slice(at, at + 4096))
  if (braced) return { piece: { kind: 'variable', name: braced[1] ?? '', standard: braced[2], quoted }, end: at + braced[0].length }
  if (source.startsWith('${', at)) throw new SyntaxProblem('Bad substitution')
  const bare = /^\$([A-Za-z_]\w*|[?#@*$!\d])/.exec(source.slice(at, at + 256))
  return bare ? { piece: { kind: 'variable', name: bare[1] ?? '', standard: undefined, quoted }, end: at + bare[0].length } : undefined
}

function closingParenthesis(source: string, from: number): number {
  let depth = 1
  let quote = ''
  for (let at = from; at < source.length; at += 1) {
    const letter = source[at] ?? ''
    if (letter === '\\' && quote !== "'") at += 1
    else if (quote !== '') quote = letter === quote ? '' : quote
    else if (letter === "'" || letter === '"') quote = letter
    else if (letter === '(') depth += 1
    else if (letter === ')') {
      depth -= 1
      if (depth === 0) return at
    }
  }
  throw new SyntaxProblem('end of file unexpected (expecting ")")', true)
}
