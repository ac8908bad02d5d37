/** One line of a page, and how deep in lists and quotes its text stands. */
export interface SourceLine {
  readonly text: string
  /** Offset in `text` where quote signs, list markers and blanks end. */
  readonly start: number
  /** Column of that offset, tabs counted to the next fourth. */
  readonly column: number
  /** Number of `>` before it. */
  readonly quotes: number
  /** Column that text must reach to belong to the innermost list item around this line; 0 outside of lists. */
  readonly container: number
  /** More markers follow than anybody nests. */
  readonly overfull: boolean
}

/** Deeper nesting is nobody's intention, and costs time and stack. */
const maxNesting = 30

/** Follows a page line by line and knows the list items that are open. */
export function createLineReader(): (text: string) => SourceLine {
  /** Columns where the text of the open list items begins. */
  let items: readonly number[] = []
  let lastQuotes = 0

  return (text) => {
    const { start, column, quotes, markers, indent, overfull } = scanPrefix(text)
    if (start < text.length) {
      // Text that does not reach an item's column has left it.
      if (quotes !== lastQuotes) items = []
      items = [...items.filter((item) => item <= indent), ...markers]
      lastQuotes = quotes
    }
    const container = items.at(-1) ?? 0
    return { text, start, column, quotes, container: Math.min(container, column), overfull }
  }
}

interface Prefix {
  readonly start: number
  readonly column: number
  readonly quotes: number
  /** Columns of the text behind each list marker on this line. */
  readonly markers: readonly number[]
  /** Column of the first list marker or text. */
  readonly indent: number
  readonly overfull: boolean
}

function scanPrefix(text: string): Prefix {
  const markers: number[] = []
  let quotes = 0
  let at = skipBlanks(text, { offset: 0, column: 0 })
  let indent = at.column
  while (quotes + markers.length < maxNesting) {
    if (text[at.offset] === '>') {
      quotes++
      at = skipBlanks(text, { offset: at.offset + 1, column: at.column + 1 })
      if (markers.length === 0) indent = at.column
      continue
    }
    const width = markerWidth(text, at.offset)
    if (width === 0) break
    at = skipBlanks(text, { offset: at.offset + width, column: at.column + width })
    markers.push(at.column)
  }
  return { start: at.offset, column: at.column, quotes, markers, indent, overfull: quotes + markers.length >= maxNesting }
}

interface At {
  readonly offset: number
  readonly column: number
}

function skipBlanks(text: string, from: At): At {
  let { offset, column } = from
  for (;;) {
    const char = text[offset]
    if (char === ' ') column++
    else if (char === '\t') column += 4 - (column % 4)
    else return { offset, column }
    offset++
  }
}

/** Length of `-`, `*`, `+`, `1.` or `1)` at this offset, when a blank follows; else 0. */
function markerWidth(text: string, offset: number): number {
  let end = offset
  if ('-*+'.includes(text[end] ?? ' ')) end++
  else {
    while (isDigit(text[end]) && end - offset < 9) end++
    if (end === offset || (text[end] !== '.' && text[end] !== ')')) return 0
    end++
  }
  return text[end] === ' ' || text[end] === '\t' ? end - offset : 0
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9'
}
