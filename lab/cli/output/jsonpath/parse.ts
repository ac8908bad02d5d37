import { JsonPathError, operators } from './ast.ts'
import type { Operator, Part, Step } from './ast.ts'

/**
 * Reads a template of kubectl's own JSONPath dialect: `text{.items[*].metadata.name}{"\n"}`, `{range .items[*]}…{end}`.
 * @throws JsonPathError in the words of client-go.
 */
export function parseTemplate(template: string): readonly Part[] {
  const actions = splitActions(template)
  const { parts, rest } = nest(actions)
  if (rest.length > 0) throw new JsonPathError('not in range, nothing to end')
  return parts
}

type Action = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'action'; readonly keyword: '' | 'range' | 'end'; readonly steps: readonly Step[] }

function splitActions(template: string): Action[] {
  const actions: Action[] = []
  let at = 0
  while (at < template.length) {
    const open = template.indexOf('{', at)
    const text = template.slice(at, open < 0 ? undefined : open)
    if (text !== '') actions.push({ kind: 'text', text })
    if (open < 0) break
    const reader = new Reader(template, open + 1)
    actions.push(readAction(reader))
    at = reader.at
  }
  return actions
}

function nest(actions: readonly Action[]): { readonly parts: readonly Part[]; readonly rest: readonly Action[] } {
  const parts: Part[] = []
  let rest = actions
  for (;;) {
    const [first, ...after] = rest
    if (first === undefined || (first.kind === 'action' && first.keyword === 'end')) return { parts, rest }
    rest = after
    if (first.kind === 'text') parts.push(first)
    else if (first.keyword === '') parts.push({ kind: 'path', steps: first.steps })
    else {
      const inner = nest(after)
      parts.push({ kind: 'range', steps: first.steps, body: inner.parts })
      rest = inner.rest.slice(1)
    }
  }
}

class Reader {
  readonly text: string
  at: number

  constructor(text: string, at: number) {
    this.text = text
    this.at = at
  }

  get next(): string {
    return this.text[this.at] ?? ''
  }

  /** What the expression matches right here; it must be sticky. */
  take(expression: RegExp): string | undefined {
    expression.lastIndex = this.at
    const found = expression.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }
}

function readAction(reader: Reader): Action {
  reader.take(/\s*/y)
  const keyword = reader.take(/(range|end)(?=[\s}.$@[])/y) ?? ''
  const steps = readSteps(reader)
  return { kind: 'action', keyword: keyword === 'range' || keyword === 'end' ? keyword : '', steps }
}

// Steps up to the closing brace, which is taken too.
function readSteps(reader: Reader): Step[] {
  const steps: Step[] = []
  for (;;) {
    const next = reader.next
    if (next === '') throw new JsonPathError('unclosed action')
    if (next === '}') {
      reader.at += 1
      return steps
    }
    if (/[\s$@]/.test(next)) reader.at += 1
    else if (next === '[') steps.push(...readBrackets(reader))
    else if (next === '.') steps.push(...readField(reader))
    else steps.push(readLiteral(reader))
  }
}

function readLiteral(reader: Reader): Step {
  const quoted = reader.take(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy)
  if (quoted !== undefined) return { kind: 'literal', value: unquote(quoted) }
  if (reader.next === '"' || reader.next === "'") throw new JsonPathError('unterminated quoted string')
  const number = reader.take(/[-+]?\d+(\.\d+)?([eE][-+]?\d+)?/y)
  if (number !== undefined) return { kind: 'literal', value: Number(number) }
  const word = reader.take(/[\w]+/y)
  if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' }
  if (word !== undefined) throw new JsonPathError(`unrecognized identifier ${word}`)
  const code = (reader.next.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  throw new JsonPathError(`unrecognized character in action: U+${code} '${reader.next}'`)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v', 0: '\0' }

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/gs, (_all, code: string) => (
    code.length > 1 ? String.fromCodePoint(Number.parseInt(code.slice(1), 16)) : escapes[code] ?? code
  ))
}

function readField(reader: Reader): Step[] {
  reader.at += 1
  const recursive: Step[] = reader.take(/\./y) === undefined ? [] : [{ kind: 'recursive' }]
  if (recursive.length > 0 && reader.next === '[') return recursive
  const name = (reader.take(/(?:\\.|[^\s,.[\]$@{}?=<>"'\\()+])+/sy) ?? '').replace(/\\(.)/gs, '$1')
  if (name === '') return recursive
  return [...recursive, name === '*' ? { kind: 'wildcard' } : { kind: 'field', name }]
}

function readBrackets(reader: Reader): Step[] {
  const filter = reader.take(/\[\?\(/y)
  if (filter !== undefined) return [readFilter(reader)]
  const inside = reader.take(/\[(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\]])*\]/sy)
  if (inside === undefined) throw new JsonPathError('unterminated array')
  return readIndex(inside.slice(1, -1))
}

function readIndex(inside: string): Step[] {
  const text = inside.trim()
  if (text === '*') return [{ kind: 'wildcard' }]
  if (text.includes(',') && !/^'[^']*'$/.test(text)) {
    return [{ kind: 'union', members: text.split(',').map((member) => readIndex(member)) }]
  }
  const [, quoted] = /^['"](.*)['"]$/s.exec(text) ?? []
  if (quoted !== undefined) return readSteps(new Reader(`.${quoted}}`, 0))
  const [all, start = '', end, step] = /^(-?\d*)(?::(-?\d*))?(?::(-?\d*))?$/.exec(text) ?? []
  if (all === undefined || all === '') throw new JsonPathError(`invalid array index ${text}`)
  return [{
    kind: 'slice', single: end === undefined,
    ...(start === '' ? {} : { start: Number(start) }), ...(end ? { end: Number(end) } : {}), ...(step ? { step: Number(step) } : {}),
  }]
}

function readFilter(reader: Reader): Step {
  const inside = reader.take(/(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^)"'])*\)/sy)
  if (inside === undefined) throw new JsonPathError('unterminated filter')
  if (reader.take(/\]/y) === undefined) throw new JsonPathError('unclosed array expect ]')
  const [, left = '', operator, right = ''] = /^([^!<>=]+)([!<>=]+)(.+)$/s.exec(inside.slice(0, -1)) ?? []
  if (operator === undefined) return { kind: 'filter', left: stepsOf(inside.slice(0, -1)), operator: 'exists', right: [] }
  const known = operators.find((one) => one === operator)
  if (known === undefined) throw new JsonPathError(`unrecognized filter operator ${operator}`)
  return { kind: 'filter', left: stepsOf(left), operator: known satisfies Operator, right: stepsOf(right) }
}

function stepsOf(text: string): Step[] {
  return readSteps(new Reader(`${text.trim()}}`, 0))
}
