import { findNodeAtLocation, parseTree, getNodeValue, printParseErrorCode, visit, type Node, type ParseError } from 'jsonc-parser'
import { LineCounter, parseDocument, type Document } from 'yaml'
import type { Problem } from './scenario.ts'
import { makeProblem } from './problems.ts'
import { positionAt, type Position } from './position.ts'

export type KeyPath = readonly (string | number)[]

/** What an index file holds, before anything is known about its keys. */
export interface ParsedFile {
  /** Undefined when the file cannot be read at all; then `problems` says why. */
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** Where a key stands; the nearest enclosing key when it is absent. */
  readonly locate: (path: KeyPath) => Position
}

const maxDepth = 100
/** A scenario of ten thousand steps, with a script and a check each, has seventy thousand. */
const maxValues = 100_000
const start: Position = { line: 1, column: 1 }

/**
 * Reads JSON or YAML with the positions of mistakes. JSON may have comments and trailing commas, with a warning.
 * @param file its path as the problems name it; `.yaml` and `.yml` are YAML
 */
export function parseIndex(text: string, file: string): ParsedFile {
  if (!text.trim()) return failed(makeProblem('index-empty', { file, ...start }))
  return /\.ya?ml$/.test(file) ? parseYaml(text, file) : parseJson(text, file)
}

function parseJson(text: string, file: string): ParsedFile {
  const excess = findExcess(text)
  if (excess) return failed(makeProblem(excess.code, { file, ...positionAt(text, excess.offset) }, { limit: String(maxValues) }))
  const locate = lazily(() => locateInJson(text))
  try {
    return { value: JSON.parse(text), problems: [], locate }
  } catch {
    // JSON.parse gives no position that holds in every Node version; the tolerant parser does.
    return parseLooseJson(text, file, locate)
  }
}

function parseLooseJson(text: string, file: string, locate: ParsedFile['locate']): ParsedFile {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const first = errors[0]
  if (first || !tree) {
    const offset = first?.offset ?? 0
    const found = describeJsonError(text, first)
    return failed(makeProblem('index-syntax', { file, ...positionAt(text, offset) }, { format: 'JSON', found }))
  }
  const offset = firstLooseness(text)
  const found = text[offset] === '/' ? 'a comment' : 'a trailing comma'
  const problem = makeProblem('index-tolerated', { file, ...positionAt(text, offset) }, { found })
  return { value: getNodeValue(tree), problems: [problem], locate }
}

/** Where a text is looser than JSON allows. */
function firstLooseness(text: string): number {
  let first: number | undefined
  visit(text, { onError: (_, offset) => { first ??= offset } }, { disallowComments: true, allowTrailingComma: false })
  return first ?? 0
}

function describeJsonError(text: string, error: ParseError | undefined): string {
  if (!error) return 'no value'
  const what = printParseErrorCode(error.error).replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  const near = text.slice(error.offset, error.offset + 20).split('\n')[0]?.trim()
  return near ? `"${near}" (${what})` : what
}

function parseYaml(text: string, file: string): ParsedFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, logLevel: 'silent', prettyErrors: false })
  const error = document.errors[0]
  if (error) {
    const { line, col } = lines.linePos(error.pos[0])
    const found = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? error.code
    return failed(makeProblem('index-syntax', { file, line, column: col }, { format: 'YAML', found }))
  }
  try {
    // Aliases of aliases multiply; a scenario has no use for more than a few.
    return { value: document.toJS({ maxAliasCount: 100 }), problems: [], locate: locateInYaml(document, lines) }
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    return failed(makeProblem('index-syntax', { file, ...start }, { format: 'YAML', found }))
  }
}

interface Excess {
  readonly code: 'index-too-deep' | 'index-too-many'
  readonly offset: number
}

/** The first bracket or comma that is more than any scenario needs. Parsers recurse, and keep a hundred bytes for each value. */
function findExcess(text: string): Excess | undefined {
  let depth = 0
  let values = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (inString) {
      if (char === '\\') at++
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === '{' || char === '[') {
      if (++depth > maxDepth) return { code: 'index-too-deep', offset: at }
    } else if (char === '}' || char === ']') depth--
    else if (char === ',' && ++values > maxValues) return { code: 'index-too-many', offset: at }
  }
  return undefined
}

function locateInJson(text: string): ParsedFile['locate'] {
  const tree = parseTree(text, [], { allowTrailingComma: true })
  return (path) => {
    const node = tree && nearest(path, (part) => findNodeAtLocation(tree, [...part]))
    return node ? positionAt(text, keyOffset(node)) : start
  }
}

/** The key is the better place to point at than the value. */
function keyOffset(node: Node): number {
  return node.parent?.type === 'property' ? node.parent.offset : node.offset
}

function locateInYaml(document: Document, lines: LineCounter): ParsedFile['locate'] {
  return (path) => {
    const range = nearest(path, (part) => rangeOf(document.getIn(part, true)))
    if (range === undefined) return start
    const { line, col } = lines.linePos(range)
    return { line, column: col }
  }
}

function rangeOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined
  return Array.isArray(node.range) && typeof node.range[0] === 'number' ? node.range[0] : undefined
}

function nearest<T>(path: KeyPath, find: (path: KeyPath) => T | undefined): T | undefined {
  for (let length = path.length; length >= 0; length--) {
    const found = find(path.slice(0, length))
    if (found !== undefined) return found
  }
  return undefined
}

function lazily(make: () => ParsedFile['locate']): ParsedFile['locate'] {
  let made: ParsedFile['locate'] | undefined
  return (path) => (made ??= make())(path)
}

function failed(problem: Problem): ParsedFile {
  return { value: undefined, problems: [problem], locate: () => start }
}
