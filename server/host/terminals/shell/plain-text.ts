const decoder = new TextDecoder()
/** No cursor goes further to the right. */
const widest = 2_000

/**
 * What a program printed as a reader would have seen it: without colours and other sequences, with what was typed over or
 * taken back as it was in the end (progress bars, line editors). What belongs to a screen of columns, such as a cursor put
 * somewhere, is left out: this is text.
 */
export function plainText(bytes: Uint8Array): string {
  const page = new Page()
  const text = decoder.decode(bytes)
  for (let at = 0; at < text.length;) at = step(page, text, at)
  return page.toString()
}

// One character, control or sequence; returns where the next one begins.
function step(page: Page, text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code >= 0x20 && code !== 0x7f && (code < 0x80 || code > 0x9f)) return print(page, text, at)
  if (code === 0x1b) return sequence(page, text, at)
  if (code === 0x0a) page.newLine()
  else if (code === 0x0d) page.column = 0
  else if (code === 0x08) page.column = Math.max(0, page.column - 1)
  else if (code === 0x09) page.put('\t')
  return at + 1
}

function print(page: Page, text: string, at: number): number {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0x20)
  page.put(character)
  return at + character.length
}

function sequence(page: Page, text: string, at: number): number {
  const kind = text[at + 1]
  if (kind === '[') return control(page, text, at)
  if (kind !== undefined && ']PX^_'.includes(kind)) return stringEnd(text, at + 2)
  // ESC, intermediates, final: `ESC ( B` and the like.
  let end = at + 1
  while (end < text.length && text.charCodeAt(end) >= 0x20 && text.charCodeAt(end) < 0x30) end += 1
  return end + 1
}

function stringEnd(text: string, from: number): number {
  for (let end = from; end < text.length; end += 1) {
    if (text[end] === '\u0007') return end + 1
    if (text[end] === '\u001B') return text[end + 1] === '\\' ? end + 2 : end
  }
  return text.length
}

function control(page: Page, text: string, at: number): number {
  let end = at + 2
  while (end < text.length && text.charCodeAt(end) < 0x40) end += 1
  const parameters = text.slice(at + 2, end)
  if (/^[\d;]*$/.test(parameters)) act(page, text[end] ?? '', Number.parseInt(parameters, 10) || 0)
  return end + 1
}

function act(page: Page, final: string, count: number): void {
  const steps = Math.min(Math.max(1, count), 1000)
  if (final === 'K') page.eraseLine(count)
  else if (final === 'J') page.erase(count)
  else if (final === 'C') page.column = Math.min(widest, page.column + steps)
  else if (final === 'D') page.column = Math.max(0, page.column - steps)
  else if (final === 'G') page.column = steps - 1
  else if (final === 'A') page.up(steps)
  else if (final === 'B') page.down(steps)
  else if (final === 'P') page.remove(steps)
  else if (final === '@') page.insert(steps)
}

/** Lines of characters and where the next one goes. */
class Page {
  readonly #lines: string[][] = [[]]
  #row = 0
  column = 0

  put(character: string): void {
    const line = this.#line()
    while (line.length < this.column) line.push(' ')
    line[this.column] = character
    this.column += 1
  }

  newLine(): void {
    this.#row += 1
    if (this.#row === this.#lines.length) this.#lines.push([])
    this.column = 0
  }

  up(count: number): void {
    this.#row = Math.max(0, this.#row - count)
  }

  down(count: number): void {
    this.#row = Math.min(this.#lines.length - 1, this.#row + count)
  }

  eraseLine(part: number): void {
    const line = this.#line()
    if (part === 0) line.length = Math.min(line.length, this.column)
    else line.fill(' ', 0, part === 1 ? this.column + 1 : line.length)
  }

  erase(part: number): void {
    if (part === 0) {
      this.eraseLine(0)
      this.#lines.length = this.#row + 1
    } else if (part >= 2) {
      this.#lines.splice(0, this.#lines.length, [])
      this.#row = 0
    }
  }

  remove(count: number): void {
    this.#line().splice(this.column, count)
  }

  insert(count: number): void {
    const line = this.#line()
    if (this.column < line.length) line.splice(this.column, 0, ...Array.from({ length: count }, () => ' '))
  }

  toString(): string {
    return this.#lines.map((line) => line.join('').trimEnd()).join('\n')
  }

  #line(): string[] {
    return (this.#lines[this.#row] ??= [])
  }
}
