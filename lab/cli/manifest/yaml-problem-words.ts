/** What the YAML reader says: a code and where, lines and columns from 1. */
export interface Finding {
  readonly code: string
  readonly message: string
  readonly linePos?: readonly { readonly line: number; readonly col: number }[] | undefined
}

/**
 * Says a YAML mistake in the words of go-yaml, which are what learners find when they search for them. Its parser counts lines
 * from 0 and its scanner from 1, and both leave a 0 out.
 */
export function wordsOfYamlProblem(text: string, findings: readonly Finding[]): string {
  const [first] = findings
  if (first === undefined) return 'yaml: unknown problem'
  const lines = text.split('\n')
  const start = first.linePos?.[0]?.line ?? 1
  const rule = rules.find(({ fits }) => fits({ first, findings, lines, start }))
  if (rule === undefined) return `yaml: ${at(start)}${first.message.split('\n')[0] ?? ''}`
  return `yaml: ${rule.say({ first, findings, lines, start })}`
}

interface Scene {
  readonly first: Finding
  readonly findings: readonly Finding[]
  readonly lines: readonly string[]
  /** Line of the first finding, from 1. */
  readonly start: number
}

interface Rule {
  fits(scene: Scene): boolean
  say(scene: Scene): string
}

// In the order of preference; each row was compared with kubectl 1.20 (parse-yaml.test.ts).
const rules: readonly Rule[] = [
  { fits: ({ first }) => first.code === 'TAB_AS_INDENT', say: ({ lines, start }) => scanner(start, endsInScalar(lines, start) ? 'found a tab character that violates indentation' : 'found character that cannot start any token') },
  { fits: ({ first }) => first.code === 'BAD_SCALAR_START', say: ({ start }) => scanner(start, 'found character that cannot start any token') },
  { fits: ({ first }) => first.code === 'BAD_DQ_ESCAPE', say: ({ start }) => scanner(start, 'found unknown escape character') },
  { fits: ({ first, lines, start }) => first.code === 'MISSING_CHAR' && /closing/i.test(first.message) && start >= lines.length, say: ({ lines }) => scanner(lines.length, 'found unexpected end of stream') },
  { fits: ({ lines, start, first }) => first.code !== 'MISSING_CHAR' && openBracket(lines, start) !== '', say: ({ lines, start }) => parser(start, `did not find expected ',' or '${openBracket(lines, start)}'`) },
  { fits: ({ lines, start, first }) => first.code === 'BLOCK_AS_IMPLICIT_KEY' && isDash(lines, start), say: ({ start }) => parser(start, 'did not find expected key') },
  { fits: ({ first }) => first.code === 'BLOCK_AS_IMPLICIT_KEY', say: ({ findings, start }) => scanner(lastLine(findings, start), 'mapping values are not allowed in this context') },
  { fits: ({ first, lines, start }) => first.code === 'MULTILINE_IMPLICIT_KEY' && isDash(lines, lastLine([first], start)), say: ({ start }) => parser(start, 'did not find expected key') },
  { fits: ({ first, lines, start }) => first.code === 'MULTILINE_IMPLICIT_KEY' && isFirstContent(lines, start), say: ({ first, start }) => scanner(lastLine([first], start), 'mapping values are not allowed in this context') },
  { fits: ({ first }) => first.code === 'MULTILINE_IMPLICIT_KEY', say: ({ first, start }) => scanner(lastLine([first], start), "could not find expected ':'") },
  { fits: ({ first }) => first.code === 'MISSING_CHAR' && /map value/.test(first.message), say: ({ lines, start }) => scanner(nextContent(lines, start), "could not find expected ':'") },
  { fits: ({ lines, start }) => inList(lines, start), say: ({ start }) => parser(start, "did not find expected '-' indicator") },
  { fits: ({ first }) => ['BAD_INDENT', 'UNEXPECTED_TOKEN', 'MISSING_CHAR'].includes(first.code), say: ({ start }) => parser(start, 'did not find expected key') },
]

function scanner(line: number, words: string): string {
  return `${line > 1 ? at(line) : ''}${words}`
}

function parser(line: number, words: string): string {
  return `${line > 1 ? at(line - 1) : ''}${words}`
}

function at(line: number): string {
  return `line ${line}: `
}

function lastLine(findings: readonly Finding[], start: number): number {
  return Math.max(start, ...findings.slice(0, 2).map(({ linePos }) => linePos?.[1]?.line ?? 0))
}

function isDash(lines: readonly string[], line: number): boolean {
  return /^\s*-(\s|$)/.test(lines[line - 1] ?? '')
}

function isContent(line: string): boolean {
  return line.trim() !== '' && !line.trimStart().startsWith('#') && line.trim() !== '---'
}

function isFirstContent(lines: readonly string[], line: number): boolean {
  return !lines.slice(0, line - 1).some(isContent)
}

function nextContent(lines: readonly string[], line: number): number {
  const found = lines.findIndex((text, index) => index >= line && isContent(text))
  return found < 0 ? lines.length : found + 1
}

// Whether the line before ended in an unfinished plain scalar, which the tab would continue.
function endsInScalar(lines: readonly string[], line: number): boolean {
  return !/[:|>]\s*$/.test(lines[line - 2] ?? ':')
}

// Whether the mistake stands level with the dashes of the list above it.
function inList(lines: readonly string[], line: number): boolean {
  const column = indentOf(lines[line - 1] ?? '')
  const above = lines.slice(0, line - 1).toReversed().find((text) => isContent(text) && indentOf(text) <= column)
  const dash = lines.slice(0, line - 1).toReversed().find((text) => /^\s*-(\s|$)/.test(text))
  if (dash === undefined || above === undefined) return false
  return column < indentOf(dash) ? indentOf(above) < column : column === indentOf(dash) && isDash([above], 1) && indentOf(above) === 0
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

// The bracket that would close the innermost flow collection still open before the line; empty when none is.
function openBracket(lines: readonly string[], line: number): string {
  const open: string[] = []
  for (const [, quoted, bracket] of lines.slice(0, line - 1).join('\n').matchAll(/("(?:[^"\\]|\\.)*"|'[^']*'|#.*)|(?<=[\s:[{,-])([[{])|[\]}]/g)) {
    if (quoted !== undefined) continue
    if (bracket === undefined) open.pop()
    else open.push(bracket === '[' ? ']' : '}')
  }
  return open.at(-1) ?? ''
}
