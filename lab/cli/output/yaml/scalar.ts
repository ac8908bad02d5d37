import { analyse } from './analyse.ts'
import { isPrintable } from './printable.ts'
import { readsAsOtherType } from './resolve.ts'

export interface ScalarPlace {
  /** Blanks before continuation lines. */
  readonly indent: number
  /** Column at which the scalar begins. */
  readonly column: number
  /** Keys are never broken over lines. */
  readonly isKey: boolean
}

/** Columns after which go-yaml 2 breaks a line at the next blank. */
const width = 80

/** Writes a string in the style that go-yaml 2 chooses: plain, 'single', "double" or a literal block. */
export function writeScalar(text: string, place: ScalarPlace): string {
  const facts = analyse(text)
  if (text.includes('\n') && !place.isKey && facts.blockAllowed) return literal(text, place.indent)
  const wantsDouble = text.includes('\n') || readsAsOtherType(text)
  if (!wantsDouble && facts.plainAllowed && !(text === '' && place.isKey)) return plain(text, place)
  if (!wantsDouble && facts.singleAllowed) return single(text, place)
  return double(text, place)
}

function plain(text: string, place: ScalarPlace): string {
  return fold([...text], place, ({ column, spaces, next }) => column > width && !spaces && next !== ' ')
}

function single(text: string, place: ScalarPlace): string {
  const body = fold([...text.replaceAll("'", "''")], { ...place, column: place.column + 1 },
    ({ column, spaces, next, inside }) => column > width && !spaces && inside && next !== ' ')
  return `'${body}'`
}

interface Blank {
  readonly column: number
  /** Whether the character before was a blank too. */
  readonly spaces: boolean
  readonly next: string | undefined
  /** Neither the first nor the last character. */
  readonly inside: boolean
}

// Replaces the blanks for which `breaks` holds by a line break and the indent.
function fold(characters: readonly string[], place: ScalarPlace, breaks: (blank: Blank) => boolean): string {
  const parts: string[] = []
  let column = place.column
  let spaces = false
  characters.forEach((character, at) => {
    const blank = { column, spaces, next: characters[at + 1], inside: at > 0 && at < characters.length - 1 }
    if (character === ' ' && !place.isKey && breaks(blank)) {
      parts.push(`\n${' '.repeat(place.indent)}`)
      column = place.indent
    } else {
      parts.push(character)
      column += 1
    }
    spaces = character === ' '
  })
  return parts.join('')
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\0': '\\0', '\u0007': '\\a', '\b': '\\b', '\t': '\\t', '\n': '\\n', '\v': '\\v', '\f': '\\f', '\r': '\\r', '\u001b': '\\e',
  '"': '\\"', '\\': '\\\\', '\u0085': '\\N', '\u2028': '\\L', '\u2029': '\\P',
}

function double(text: string, place: ScalarPlace): string {
  const characters = [...text]
  const parts: string[] = []
  let column = place.column + 1
  let spaces = false
  characters.forEach((character, at) => {
    if (character === ' ' && !place.isKey && !spaces && column > width && at > 0 && at < characters.length - 1) {
      // A backslash keeps the blank that would be lost at the start of the next line.
      const kept = characters[at + 1] === ' ' ? '\\' : ''
      parts.push(`\n${' '.repeat(place.indent)}${kept}`)
      column = place.indent + kept.length
    } else {
      const written = escape(character)
      parts.push(written)
      column += written.length
    }
    spaces = character === ' '
  })
  return `"${parts.join('')}"`
}

function escape(character: string): string {
  const short = shortEscapes[character]
  if (short !== undefined) return short
  if (isPrintable(character)) return character
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16).toUpperCase()
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

function literal(text: string, indent: number): string {
  const hint = text.startsWith(' ') || text.startsWith('\n') ? '2' : ''
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : ''
  const body = text.endsWith('\n') ? text.slice(0, -1) : text
  const lines = body.split('\n').map((line) => (line === '' ? '' : `${' '.repeat(indent)}${line}`))
  return `|${hint}${chomp}\n${lines.join('\n')}`
}
