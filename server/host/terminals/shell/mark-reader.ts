const esc = 0x1b
const bell = 0x07
const backslash = 0x5c
const bracket = 0x5b
const closingBracket = 0x5d
const question = 0x3f
/** An unfinished sequence is kept so long; a longer one is none of ours. */
const longestSequence = 32 * 1024

/** What a shell, or the program it runs, tells about itself between its output. */
export type Mark =
  /** The prompt begins; behind it typing begins; a further line of an unfinished command is asked for. */
  | { readonly kind: 'prompt' | 'input' | 'more-input' }
  /** A command starts. `text` is absent when the shell does not know it. */
  | { readonly kind: 'start'; readonly text: string | undefined }
  | { readonly kind: 'end'; readonly code: number | undefined }
  | { readonly kind: 'folder'; readonly path: string }
  /** Pasted text may come in brackets; a program has the screen for itself. */
  | { readonly kind: 'paste' | 'alternate'; readonly on: boolean }

export interface MarkListener {
  /** Output without the marks; everything else in it is as it was printed. */
  text(bytes: Uint8Array): void
  mark(mark: Mark): void
}

/**
 * Finds marks in the output of a terminal, wherever chunks are cut: OSC 133 (prompt, command, end), OSC 7 (folder), and the
 * modes 2004 (bracketed paste), 47, 1047 and 1049 (alternate screen). One reader per terminal.
 */
export class MarkReader {
  readonly #listener: MarkListener
  #held: Uint8Array = new Uint8Array()

  constructor(listener: MarkListener) {
    this.#listener = listener
  }

  push(chunk: Uint8Array): void {
    const data = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    this.#held = new Uint8Array()
    let from = 0
    for (let at = data.indexOf(esc); at >= 0; at = data.indexOf(esc, at)) {
      const end = sequenceEnd(data, at)
      if (end === undefined) {
        this.#text(data.subarray(from, at))
        this.#held = new Uint8Array(data.subarray(at))
        return
      }
      const marks = end > at + 1 ? readMarks(data.subarray(at, end)) : []
      if (marks.length > 0) {
        this.#text(data.subarray(from, at))
        for (const mark of marks) this.#listener.mark(mark)
        from = end
      }
      at = end
    }
    this.#text(data.subarray(from))
  }

  #text(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#listener.text(bytes)
  }
}

/** Index behind the sequence, or behind ESC when it cannot be one of ours; undefined when the rest has not come yet. */
function sequenceEnd(data: Uint8Array, at: number): number | undefined {
  const kind = data[at + 1]
  if (kind === undefined) return undefined
  if (kind === bracket) return modeEnd(data, at)
  return kind === closingBracket ? commandEnd(data, at) : at + 1
}

// `CSI ? … h` or `l`, digits and semicolons between.
function modeEnd(data: Uint8Array, at: number): number | undefined {
  if (at + 2 >= data.length) return undefined
  if (data[at + 2] !== question) return at + 1
  for (let end = at + 3; end < data.length && end - at < 40; end += 1) {
    const byte = data[end] ?? 0
    if (byte >= 0x40) return end + 1
    if (byte < 0x30) return at + 1
  }
  return data.length - at < 40 ? undefined : at + 1
}

// `OSC 133 ; …` or `OSC 7 ; …`, ended by BEL or ESC \.
function commandEnd(data: Uint8Array, at: number): number | undefined {
  const head = Buffer.from(data.buffer, data.byteOffset + at + 2, Math.min(4, data.length - at - 2)).toString('latin1')
  if (!'133;'.startsWith(head) && !(head.startsWith('7;') || head === '7')) return at + 1
  for (let end = at + 2; end < data.length; end += 1) {
    const byte = data[end]
    if (byte === bell) return end + 1
    if (byte !== esc) continue
    if (end + 1 >= data.length) break
    // A sequence that another one interrupts is none.
    return data[end + 1] === backslash ? end + 2 : at + 1
  }
  return data.length - at <= longestSequence ? undefined : at + 1
}

function readMarks(sequence: Uint8Array): readonly Mark[] {
  const text = Buffer.from(sequence.buffer, sequence.byteOffset, sequence.byteLength).toString('utf8')
  if (text[1] === '[') return readModes(text)
  const body = text.slice(2, text.endsWith('\u0007') ? -1 : -2)
  const mark = body.startsWith('7;') ? readFolder(body.slice(2)) : readCommand(body.slice('133;'.length))
  return mark ? [mark] : []
}

function readModes(text: string): readonly Mark[] {
  const on = text.endsWith('h')
  if (!on && !text.endsWith('l')) return []
  return text.slice(3, -1).split(';').flatMap((mode): readonly Mark[] => {
    if (mode === '2004') return [{ kind: 'paste', on }]
    return ['47', '1047', '1049'].includes(mode) ? [{ kind: 'alternate', on }] : []
  })
}

function readCommand(body: string): Mark | undefined {
  const [kind, ...fields] = body.split(';')
  if (kind === 'A') return { kind: fields.includes('k=s') ? 'more-input' : 'prompt' }
  if (kind === 'P') return fields.includes('k=s') ? { kind: 'more-input' } : undefined
  if (kind === 'B') return { kind: 'input' }
  if (kind === 'C') return { kind: 'start', text: commandText(fields) }
  if (kind !== 'D') return undefined
  const code = Number.parseInt(fields[0] ?? '', 10)
  return { kind: 'end', code: Number.isNaN(code) ? undefined : code }
}

function commandText(fields: readonly string[]): string | undefined {
  const field = fields.find((other) => other.startsWith('cmdline_url='))
  return field === undefined ? undefined : decodePercent(field.slice('cmdline_url='.length))
}

// `file://host/path`, percent-encoded where it must be.
function readFolder(address: string): Mark | undefined {
  const path = /^file:\/\/[^/]*(\/.*)$/s.exec(address)?.[1]
  return path === undefined ? undefined : { kind: 'folder', path: decodePercent(path) }
}

// Only what the shell encoded: a percent sign that stands for nothing stays.
function decodePercent(text: string): string {
  return text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
}
