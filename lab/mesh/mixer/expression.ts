import { parseGoDuration } from '../../go-duration.ts'
import { own } from '../../kube/read.ts'

export type Attribute = string | number | boolean | Readonly<Record<string, string>>

/** Values by attribute name, e.g. `source.labels`; undefined when a request does not have it. */
export type Attributes = (name: string) => Attribute | undefined

/** A compiled expression of Mixer. Gives undefined when an attribute that it needs is absent. */
export type Expression = (attributes: Attributes) => Attribute | undefined

/**
 * Compiles Mixer's expression language: `destination.labels["app"] == "ratings" && source.labels["version"] | "unknown" != "v3"`.
 * @throws SyntaxError with the place of the mistake
 */
export function compileExpression(source: string): Expression {
  const parser = new Parser(tokenize(source), source)
  return parser.all()
}

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'sign'
  readonly value: string
}

const tokenPattern = /\s*(?:("(?:[^"\\]|\\.)*"|`[^`]*`)|(\d+(?:\.\d+)?)|([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)|(==|!=|<=|>=|&&|\|\||[|()[\],<>!.-]))/y

function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = []
  tokenPattern.lastIndex = 0
  while (source.slice(tokenPattern.lastIndex).trim() !== '') {
    const at = tokenPattern.lastIndex
    const found = tokenPattern.exec(source)
    if (!found) throw new SyntaxError(`unable to parse expression '${source}': unexpected ${JSON.stringify(source.slice(at).trim().slice(0, 10))}`)
    const [, text, number, name, sign] = found
    if (text !== undefined) tokens.push({ kind: 'text', value: unquote(text) })
    else if (number !== undefined) tokens.push({ kind: 'number', value: number })
    else if (name !== undefined) tokens.push({ kind: 'name', value: name })
    else tokens.push({ kind: 'sign', value: sign ?? '' })
  }
  return tokens
}

function unquote(text: string): string {
  return text.startsWith('`') ? text.slice(1, -1) : text.slice(1, -1).replace(/\\(.)/g, '$1')
}

type Binary = (a: Attribute, b: Attribute) => boolean

const comparisons: Readonly<Record<string, Binary>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
}

type Call = (...args: readonly Attribute[]) => Attribute

/** Methods of texts: `request.path.startsWith("/api")`. */
const methods: Readonly<Record<string, Call>> = {
  startsWith: (text, prefix) => String(text).startsWith(String(prefix)),
  endsWith: (text, suffix) => String(text).endsWith(String(suffix)),
}

const functions: Readonly<Record<string, Call>> = {
  /** A pattern that begins or ends with `*`. */
  match: (text, pattern) => globMatches(String(text), String(pattern)),
  toLower: (text) => String(text).toLowerCase(),
  ip: (text) => text,
  duration: (text) => parseGoDuration(String(text)) ?? 0,
}

function globMatches(text: string, pattern: string): boolean {
  if (pattern.endsWith('*')) return text.startsWith(pattern.slice(0, -1))
  return pattern.startsWith('*') ? text.endsWith(pattern.slice(1)) : text === pattern
}

class Parser {
  readonly #tokens: readonly Token[]
  readonly #source: string
  #at = 0

  constructor(tokens: readonly Token[], source: string) {
    this.#tokens = tokens
    this.#source = source
  }

  all(): Expression {
    const expression = this.#or()
    if (this.#at < this.#tokens.length) this.#fail()
    return expression
  }

  #or(): Expression {
    const left = this.#and()
    if (!this.#takes('||')) return left
    const right = this.#or()
    return (attributes) => left(attributes) === true || right(attributes)
  }

  #and(): Expression {
    const left = this.#comparison()
    if (!this.#takes('&&')) return left
    const right = this.#and()
    return (attributes) => {
      const first = left(attributes)
      return first === true ? right(attributes) : first
    }
  }

  #comparison(): Expression {
    const left = this.#fallback()
    const sign = this.#peek()
    const compare = sign?.kind === 'sign' ? own(comparisons, sign.value) : undefined
    if (!compare) return left
    this.#at += 1
    const right = this.#fallback()
    return (attributes) => {
      const [a, b] = [left(attributes), right(attributes)]
      return a === undefined || b === undefined ? undefined : compare(a, b)
    }
  }

  /** `a | b`: b where a is absent. */
  #fallback(): Expression {
    const left = this.#unary()
    if (!this.#takes('|')) return left
    const right = this.#fallback()
    return (attributes) => left(attributes) ?? right(attributes)
  }

  #unary(): Expression {
    if (!this.#takes('!')) return this.#primary()
    const inner = this.#unary()
    return (attributes) => {
      const value = inner(attributes)
      return value === undefined ? undefined : value !== true
    }
  }

  #primary(): Expression {
    const token = this.#tokens[this.#at]
    if (token === undefined) return this.#fail()
    this.#at += 1
    if (token.kind === 'text') return () => token.value
    if (token.kind === 'number') return () => Number(token.value)
    if (token.kind === 'name') return this.#named(token.value)
    if (token.value !== '(') return this.#fail()
    const inner = this.#or()
    this.#expect(')')
    return inner
  }

  #named(name: string): Expression {
    if (name === 'true' || name === 'false') return () => name === 'true'
    if (this.#takes('(')) return this.#call(name)
    if (!this.#takes('[')) return (attributes) => attributes(name)
    const key = this.#or()
    this.#expect(']')
    // Whether `|` follows decides what a missing key is: absent there, else the empty text.
    const optional = this.#peek()?.value === '|'
    return (attributes) => {
      const [map, at] = [attributes(name), key(attributes)]
      if (typeof map !== 'object' || at === undefined) return undefined
      return own(map, String(at)) ?? (optional ? undefined : '')
    }
  }

  #call(name: string): Expression {
    const args: Expression[] = []
    while (!this.#takes(')')) {
      args.push(this.#or())
      if (!this.#takes(',') && this.#peek()?.value !== ')') this.#fail()
    }
    const dot = name.lastIndexOf('.')
    const [run, all] = dot < 0 ? [own(functions, name), args] : [own(methods, name.slice(dot + 1)), [(attributes: Attributes) => attributes(name.slice(0, dot)), ...args]]
    if (!run) throw new SyntaxError(`unable to parse expression '${this.#source}': unknown function: ${name}`)
    return (attributes) => {
      const values = all.map((arg) => arg(attributes))
      return values.every((value) => value !== undefined) ? run(...values) : undefined
    }
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  #takes(sign: string): boolean {
    const token = this.#peek()
    if (token?.kind !== 'sign' || token.value !== sign) return false
    this.#at += 1
    return true
  }

  #expect(sign: string): void {
    if (!this.#takes(sign)) this.#fail()
  }

  #fail(): never {
    const found = this.#peek()?.value ?? 'the end'
    throw new SyntaxError(`unable to parse expression '${this.#source}': unexpected ${found}`)
  }
}
