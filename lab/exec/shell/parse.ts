import type { AndOr, Assignment, Command, Pipeline, Redirect, Script, Word } from './ast.ts'
import { SyntaxProblem, tokenize, type Token } from './tokens.ts'

/** Longer scripts and deeper ones are no work of a learner. */
const longestScript = 64 * 1024
const deepest = 40

/**
 * Reads a script: lists by `;`, `&&`, `||` and lines, pipes, `if`, `while`, `until`, `for`, `{ }`, `( )`, quotes, `$NAME`, `$(…)`, `$((…))` and
 * redirections. No functions, no `case`, no jobs, no here-documents.
 * @throws SyntaxProblem
 */
export function parseScript(source: string, depth = 0): Script {
  if (source.length > longestScript || depth > deepest) throw new SyntaxProblem('script too long')
  const parser = new Parser(tokenize(source, (inner) => parseScript(inner, depth + 1)), depth)
  const script = parser.script([])
  parser.expectEnd()
  return script
}

const closers = ['then', 'else', 'elif', 'fi', 'do', 'done', '}']

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth: number

  constructor(tokens: readonly Token[], depth: number) {
    this.#tokens = tokens
    this.#depth = depth
  }

  /** Commands until one of the words that end it, which is left standing. */
  script(ends: readonly string[]): Script {
    this.#depth += 1
    if (this.#depth > deepest) throw new SyntaxProblem('script too deep')
    const list: AndOr[] = []
    for (;;) {
      while (this.#operator(';') || this.#operator('\n')) this.#at += 1
      const token = this.#peek()
      if (!token || this.#operator(')') || this.#keyword(ends)) break
      if (this.#keyword(closers)) throw this.#unexpected()
      list.push(this.#andOr())
      if (this.#operator('&')) throw new SyntaxProblem('"&": this shell runs nothing in the background')
      if (!this.#operator(';') && !this.#operator('\n')) break
    }
    this.#depth -= 1
    return list
  }

  expectEnd(): void {
    if (this.#peek()) throw this.#unexpected()
  }

  #andOr(): AndOr {
    const first = this.#pipeline()
    const rest: { readonly when: '&&' | '||'; readonly pipeline: Pipeline }[] = []
    for (;;) {
      const when = this.#operator('&&') ? '&&' : this.#operator('||') ? '||' : undefined
      if (!when) return { first, rest }
      this.#at += 1
      this.#skipLines()
      rest.push({ when, pipeline: this.#pipeline() })
    }
  }

  #pipeline(): Pipeline {
    const negated = this.#keyword(['!'])
    if (negated) this.#at += 1
    const commands = [this.#command()]
    while (this.#operator('|')) {
      this.#at += 1
      this.#skipLines()
      commands.push(this.#command())
    }
    return { negated, commands }
  }

  #command(): Command {
    if (this.#take(['if'])) return this.#if()
    if (this.#keyword(['while', 'until'])) return this.#loop()
    if (this.#take(['for'])) return this.#for()
    if (this.#take(['{'])) {
      const body = this.script(['}'])
      this.#demand('}')
      return { kind: 'group', body, subshell: false, redirects: this.#redirects() }
    }
    if (this.#operator('(')) {
      this.#at += 1
      const body = this.script([])
      if (!this.#operator(')')) throw this.#unexpected(')')
      this.#at += 1
      return { kind: 'group', body, subshell: true, redirects: this.#redirects() }
    }
    return this.#simple()
  }

  #if(): Command {
    const branches = [this.#branch()]
    while (this.#take(['elif'])) branches.push(this.#branch())
    const otherwise = this.#take(['else']) ? this.script(['fi']) : []
    this.#demand('fi')
    return { kind: 'if', branches, otherwise, redirects: this.#redirects() }
  }

  #branch(): { readonly condition: Script; readonly body: Script } {
    const condition = this.script(['then'])
    this.#demand('then')
    return { condition, body: this.script(['elif', 'else', 'fi']) }
  }

  #loop(): Command {
    const until = this.#take(['until'])
    if (!until) this.#demand('while')
    const condition = this.script(['do'])
    return { kind: 'loop', until, condition, body: this.#body(), redirects: this.#redirects() }
  }

  #for(): Command {
    const token = this.#peek()
    const name = token?.kind === 'word' ? token.plain : undefined
    if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) throw new SyntaxProblem('Bad for loop variable')
    this.#at += 1
    this.#skipLines()
    let words: Word[] | undefined
    if (this.#take(['in'])) {
      words = []
      for (let next = this.#peek(); next?.kind === 'word'; next = this.#peek()) {
        words.push(next.word)
        this.#at += 1
      }
    }
    while (this.#operator(';') || this.#operator('\n')) this.#at += 1
    return { kind: 'for', name, words, body: this.#body(), redirects: this.#redirects() }
  }

  #body(): Script {
    this.#demand('do')
    const body = this.script(['done'])
    this.#demand('done')
    return body
  }

  #simple(): Command {
    const assignments: Assignment[] = []
    const words: Word[] = []
    const redirects: Redirect[] = []
    for (let token = this.#peek(); token; token = this.#peek()) {
      if (token.kind === 'redirect') redirects.push(this.#redirect())
      else if (token.kind === 'word') {
        const assignment = words.length === 0 ? assignmentOf(token.word) : undefined
        if (assignment) assignments.push(assignment)
        else words.push(token.word)
        this.#at += 1
      } else break
    }
    if (assignments.length + words.length + redirects.length === 0) throw this.#unexpected()
    return { kind: 'simple', assignments, words, redirects }
  }

  #redirects(): Redirect[] {
    const redirects: Redirect[] = []
    while (this.#peek()?.kind === 'redirect') redirects.push(this.#redirect())
    return redirects
  }

  #redirect(): Redirect {
    const token = this.#peek()
    if (token?.kind !== 'redirect') throw this.#unexpected()
    this.#at += 1
    const target = this.#peek()
    if (target?.kind !== 'word') throw this.#unexpected()
    this.#at += 1
    return { stream: token.stream, kind: token.form, target: target.word }
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  #operator(text: string): boolean {
    const token = this.#peek()
    return token?.kind === 'operator' && token.text === text
  }

  #keyword(words: readonly string[]): boolean {
    const token = this.#peek()
    return token?.kind === 'word' && token.plain !== undefined && words.includes(token.plain)
  }

  #take(words: readonly string[]): boolean {
    const found = this.#keyword(words)
    if (found) this.#at += 1
    return found
  }

  #demand(word: string): void {
    if (!this.#take([word])) throw this.#unexpected(word)
  }

  #skipLines(): void {
    while (this.#operator('\n')) this.#at += 1
  }

  #unexpected(expected?: string): SyntaxProblem {
    const token = this.#peek()
    const wanted = expected === undefined ? '' : ` (expecting "${expected}")`
    if (!token) return new SyntaxProblem(`Syntax error: end of file unexpected${wanted}`, true)
    const text = token.kind === 'operator' ? (token.text === '\n' ? 'newline' : `"${token.text}"`) : token.kind === 'word' ? (token.plain === undefined ? 'word' : `"${token.plain}"`) : 'redirection'
    return new SyntaxProblem(`Syntax error: ${text} unexpected${wanted}`)
  }
}

function assignmentOf(word: Word): Assignment | undefined {
  const [first, ...rest] = word
  if (first?.kind !== 'text' || first.quoted) return undefined
  const [, name, value = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(first.text) ?? []
  return name === undefined ? undefined : { name, value: [...(value === '' ? [] : [{ ...first, text: value }]), ...rest] }
}
