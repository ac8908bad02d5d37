import { ParseError } from '../promql-error.ts'
import { type Token, type TokenKind, wordKind } from './token.ts'

const twoCharacterOperators: ReadonlySet<string> = new Set(['==', '!=', '<=', '>='])
const remainingDuration = /(?:ms|[smhdwy]s?)(?:\d+[smhdw]s?)*/y
const number = /0[xX][0-9a-fA-F]*(?:\.[0-9a-fA-F]*)?(?:[eE][+-]?\d*)?|\d*(?:\.\d*)?(?:[eE][+-]?\d*)?/y
const blanks = /(?:\s|#[^\n]*)*/y
const word = /[A-Za-z_:][A-Za-z0-9_:]*/y
const label = /[A-Za-z_][A-Za-z0-9_]*/y

/** Cuts a query into tokens as Prometheus' lexer does, with its complaints. Which characters mean what depends on braces and brackets. */
export class Lexer {
  readonly query: string
  #at = 0
  #start = 0
  #parentheses = 0
  #inBraces = false
  #inBrackets = false
  #sawColon = false
  #afterBracket = false

  constructor(query: string) {
    this.query = query
  }

  /** The next token; `end` for ever after the last. */
  next(): Token {
    this.#match(blanks)
    this.#start = this.#at
    if (this.#inBraces) return this.#insideBraces()
    if (this.#afterBracket) return this.#durationOfRange()
    return this.#statement()
  }

  #statement(): Token {
    const char = this.#peek()
    if (char === '') return this.#end()
    if (/\d/.test(char) || (char === '.' && /\d/.test(this.#peek(1)))) return this.#numberOrDuration()
    if (char === '"' || char === "'" || char === '`') return this.#string(char)
    if (/[A-Za-z_:]/.test(char)) return this.#inBrackets ? this.#colon(char) : this.#word()
    const pair = char + this.#peek(1)
    if (twoCharacterOperators.has(pair)) return this.#take('operator', 2)
    if (pair === '=~') return this.#fail(`unexpected character after '=': '~'`)
    if ('+-*/%^<>='.includes(char)) return this.#take('operator', 1)
    if (char === '!') return this.#fail(`unexpected character after '!': ${quoteCharacter(this.#peek(1))}`)
    if (char === ',' || char === '@') return this.#take('punctuation', 1)
    return this.#bracket(char)
  }

  #bracket(char: string): Token {
    if (char === '(') this.#parentheses += 1
    else if (char === ')') {
      this.#parentheses -= 1
      // One further on, as Prometheus says it.
      if (this.#parentheses < 0) this.#fail(`unexpected right parenthesis ')'`, 1)
    } else if (char === '{') this.#inBraces = true
    else if (char === '[') {
      if (this.#inBrackets) this.#fail(`unexpected left bracket '['`)
      this.#inBrackets = true
      this.#afterBracket = true
      this.#sawColon = false
    } else if (char === ']') {
      if (!this.#inBrackets) this.#fail(`unexpected right bracket ']'`)
      this.#inBrackets = false
    } else this.#fail(`unexpected character: ${quoteCharacter(char)}`)
    return this.#take('punctuation', 1)
  }

  #insideBraces(): Token {
    const char = this.#peek()
    if (char === '') return this.#fail('unexpected end of input inside braces')
    if (/[A-Za-z_]/.test(char)) return this.#take('identifier', this.#match(label).length, 0)
    if (char === '"' || char === "'" || char === '`') return this.#string(char)
    const pair = char + this.#peek(1)
    if (pair === '=~' || pair === '!~' || pair === '!=') return this.#take('operator', 2)
    if (char === '=') return this.#take('operator', 1)
    if (char === '!') return this.#fail(`unexpected character after '!' inside braces: ${quoteCharacter(this.#peek(1))}`)
    if (char === '{') return this.#fail(`unexpected left brace '{'`)
    if (char !== ',' && char !== '}') return this.#fail(`unexpected character inside braces: ${quoteCharacter(char)}`)
    if (char === '}') this.#inBraces = false
    return this.#take('punctuation', 1)
  }

  /** What follows `[` must be a duration. */
  #durationOfRange(): Token {
    this.#afterBracket = false
    if (this.#scanNumber()) return this.#fail('missing unit character in duration')
    if (!this.#scanUnits()) return this.#fail(`bad duration syntax: ${JSON.stringify(this.query.slice(this.#start, this.#at))}`)
    return this.#emit('duration')
  }

  #numberOrDuration(): Token {
    if (this.#scanNumber()) return this.#emit('number')
    if (this.#scanUnits()) return this.#emit('duration')
    return this.#fail(`bad number or duration syntax: ${JSON.stringify(this.query.slice(this.#start, this.#at))}`)
  }

  #scanNumber(): boolean {
    this.#match(number)
    return !/[A-Za-z0-9_]/.test(this.#peek())
  }

  #scanUnits(): boolean {
    if (this.#match(remainingDuration) === '') return false
    if (!/[A-Za-z0-9_]/.test(this.#peek())) return true
    // What spoils it belongs to the complaint.
    this.#at += 1
    return false
  }

  #string(quote: string): Token {
    for (this.#at += 1; this.#peek() !== quote; this.#at += 1) {
      const char = this.#peek()
      if (char === '' || (char === '\n' && quote !== '`')) this.#fail(quote === '`' ? 'unterminated raw string' : 'unterminated quoted string')
      if (char === '\\' && quote !== '`') this.#escape(quote)
    }
    this.#at += 1
    return this.#emit('string')
  }

  #escape(quote: string): void {
    this.#at += 1
    const char = this.#peek()
    if (char === '') this.#fail('escape sequence not terminated')
    if (!`abfnrtv\\xuU01234567${quote}`.includes(char)) this.#fail(`unknown escape sequence ${codePoint(char)}`)
  }

  #word(): Token {
    return this.#emit(wordKind(this.#match(word)))
  }

  /** Inside brackets there are no words; Prometheus takes all of them for a second colon. */
  #colon(char: string): Token {
    if (this.#sawColon || char !== ':') this.#fail(`unexpected colon ${quoteCharacter(char)}`)
    this.#sawColon = true
    return this.#take('punctuation', 1)
  }

  #end(): Token {
    if (this.#parentheses !== 0) this.#fail('unclosed left parenthesis')
    if (this.#inBrackets) this.#fail('unclosed left bracket')
    return this.#emit('end')
  }

  #peek(ahead = 0): string {
    return this.query.charAt(this.#at + ahead)
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.query)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #take(kind: TokenKind, length: number, ahead = length): Token {
    this.#at += ahead
    return this.#emit(kind)
  }

  #emit(kind: TokenKind): Token {
    const text = this.query.slice(this.#start, this.#at)
    const folded = kind === 'operator' || kind === 'aggregator' || kind === 'keyword' ? text.toLowerCase() : text
    return { kind, text: folded, from: this.#start, to: this.#at }
  }

  #fail(message: string, ahead = 0): never {
    throw new ParseError(this.query, this.#start + ahead, message)
  }
}

/** As Go's %q for one character. */
function quoteCharacter(char: string): string {
  if (char === '') return "'�'"
  return char === "'" ? String.raw`'\''` : `'${JSON.stringify(char).slice(1, -1).replace('\\"', '"')}'`
}

function codePoint(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')} '${char}'`
}
