import type { Json } from '../../json.ts'
import { TemplateError } from './ast.ts'
import type { Node, Operand, Pipeline } from './ast.ts'
import { cut } from './tokens.ts'
import type { Piece } from './tokens.ts'

export interface Template {
  readonly body: readonly Node[]
  /** What `define` has named. */
  readonly named: ReadonlyMap<string, readonly Node[]>
}

/** Reads a template of Go's text/template. */
export function parseTemplate(text: string): Template {
  const reader = new Reader(cut(text))
  const named = new Map<string, readonly Node[]>()
  const { nodes, ended } = readNodes(reader, named)
  if (ended !== undefined) throw new TemplateError(`unexpected {{${ended.join(' ')}}}`)
  return { body: nodes, named }
}

class Reader {
  readonly #pieces: readonly Piece[]
  at = 0

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces
  }

  next(): Piece | undefined {
    this.at += 1
    return this.#pieces[this.at - 1]
  }
}

type Named = Map<string, readonly Node[]>

// Up to `end` or `else`, which come back as `ended`.
function readNodes(reader: Reader, named: Named): { readonly nodes: readonly Node[]; readonly ended: readonly string[] | undefined } {
  const nodes: Node[] = []
  for (;;) {
    const piece = reader.next()
    if (piece === undefined) return { nodes, ended: undefined }
    if (piece.kind === 'text') {
      nodes.push(piece)
      continue
    }
    const [word = '', ...rest] = piece.tokens
    if (word === 'end' || word === 'else') return { nodes, ended: piece.tokens }
    if (word === 'define' || word === 'block') readDefinition(reader, { word, rest, nodes, named })
    else if (word === 'template') nodes.push({ kind: 'template', name: quoted(rest[0]), ...(rest.length > 1 ? { pipeline: readPipeline(rest.slice(1)) } : {}) })
    else if (word === 'break' || word === 'continue') nodes.push({ kind: 'jump', word })
    else if (word === 'if' || word === 'with' || word === 'range') nodes.push(readBranch(reader, { word, tokens: rest, named }))
    else nodes.push({ kind: 'action', pipeline: readPipeline(piece.tokens) })
  }
}

function readDefinition(reader: Reader, { word, rest, nodes, named }: { readonly word: string; readonly rest: readonly string[]; readonly nodes: Node[]; readonly named: Named }): void {
  const name = quoted(rest[0])
  const { nodes: body, ended } = readNodes(reader, named)
  if (ended?.[0] !== 'end') throw new TemplateError('unexpected EOF')
  named.set(name, body)
  if (word === 'block') nodes.push({ kind: 'template', name, pipeline: readPipeline(rest.slice(1)) })
}

interface Branch {
  readonly word: 'if' | 'with' | 'range'
  readonly tokens: readonly string[]
  readonly named: Named
}

function readBranch(reader: Reader, { word, tokens, named }: Branch): Node {
  const pipeline = readPipeline(tokens)
  const { nodes: body, ended } = readNodes(reader, named)
  if (ended === undefined) throw new TemplateError('unexpected EOF')
  if (ended[0] === 'end') return { kind: 'branch', word, pipeline, body, otherwise: [] }
  const [, next, ...rest] = ended
  // `else if` ends together with the `if` that it belongs to.
  if (next === 'if' || next === 'with') return { kind: 'branch', word, pipeline, body, otherwise: [readBranch(reader, { word: next, tokens: rest, named })] }
  const second = readNodes(reader, named)
  if (second.ended?.[0] !== 'end') throw new TemplateError('unexpected EOF')
  return { kind: 'branch', word, pipeline, body, otherwise: second.nodes }
}

function readPipeline(tokens: readonly string[]): Pipeline {
  const at = tokens.findIndex((one) => one === ':=' || one === '=')
  const names = at < 0 ? [] : tokens.slice(0, at).filter((one) => one !== ',')
  const { commands, rest } = readCommands(at < 0 ? tokens : tokens.slice(at + 1))
  if (rest.length > 0) throw new TemplateError(`unexpected ${JSON.stringify(rest[0])} in command`)
  if (commands.some((command) => command.length === 0)) throw new TemplateError('missing value for command')
  return { variables: names, assigns: tokens[at] === '=', commands }
}

function readCommands(tokens: readonly string[]): { readonly commands: readonly (readonly Operand[])[]; readonly rest: readonly string[] } {
  const commands: Operand[][] = [[]]
  let rest = tokens
  for (;;) {
    const [first, ...more] = rest
    if (first === undefined || first.startsWith(')')) return { commands, rest }
    rest = more
    if (first === '|') commands.push([])
    else if (first === '(') {
      const inner = readCommands(rest)
      const [close, ...after] = inner.rest
      if (close === undefined) throw new TemplateError('unclosed left paren')
      // `)` stands alone, or a chain of fields follows it at once.
      const [fields, left] = close === ')' && after[0]?.startsWith(')') === true ? [after[0].slice(2).split('.'), after.slice(1)] : [[], after]
      commands.at(-1)?.push({ kind: 'group', pipeline: { variables: [], assigns: false, commands: inner.commands }, fields })
      rest = left
    } else commands.at(-1)?.push(readOperand(first))
  }
}

const constants: Readonly<Record<string, Json>> = { true: true, false: false, nil: null }

function readOperand(token: string): Operand {
  if (/^["`]/.test(token)) return { kind: 'literal', value: quoted(token) }
  if (token.startsWith("'")) return { kind: 'literal', value: unescape(token.slice(1, -1)).codePointAt(0) ?? 0 }
  if (/^-?\d/.test(token)) return { kind: 'literal', value: Number(token.replaceAll('_', '')) }
  if (token in constants) return { kind: 'literal', value: constants[token] ?? null }
  if (token === '.') return { kind: 'dot', fields: [] }
  if (token.startsWith('.')) return { kind: 'dot', fields: token.slice(1).split('.') }
  const [name = '', ...fields] = token.split('.')
  if (name.startsWith('$')) return { kind: 'variable', name, fields }
  return { kind: 'function', name }
}

function quoted(token: string | undefined): string {
  if (token === undefined) throw new TemplateError('unexpected "}}" in template clause')
  return token.startsWith('`') ? token.slice(1, -1) : unescape(token.slice(1, -1))
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' }

function unescape(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/gs, (_all, code: string) => (
    code.length > 1 ? String.fromCodePoint(Number.parseInt(code.slice(1), 16)) : escapes[code] ?? code
  ))
}
