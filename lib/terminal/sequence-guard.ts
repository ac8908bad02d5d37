// xterm.js 6 repeats some sequences as often as they say: 14 bytes, `CSI 2147483647 S`, keep it busy for half a minute. Beyond
// the size of the screen a repetition changes nothing, so the number is cut to that before the terminal sees it.

const esc = 0x1b
const csi = 0x5b
/** The second byte of CSI as one character (U+009B) in UTF-8; the first is C2. */
const c1Csi = 0x9b
const c1Lead = 0xc2
const cancel = 0x18
const substitute = 0x1a
const del = 0x7f
/** An unfinished sequence is kept so long; nobody means anything by a longer one, and it is dropped. */
const longestSequence = 4096

type Limit = 'rows' | 'cols' | 'screen'

/** Final bytes whose parameter is a number of repetitions, and what bounds it. */
const repeated: ReadonlyMap<string, Limit> = new Map([
  ['S', 'rows'], ['T', 'rows'], ['L', 'rows'], ['M', 'rows'], ['^', 'rows'],
  ['Z', 'cols'], ['I', 'cols'], ['@', 'cols'], ['P', 'cols'], ['X', 'cols'], ['A', 'cols'], ['}', 'cols'], ['~', 'cols'],
  ['b', 'screen'],
])
/** These two are repetitions only with an intermediate byte; alone they move the cursor or are keys. */
const onlyWithIntermediate = new Set(['A', '}', '~'])

/**
 * Cuts absurd repetition counts in terminal output. One guard per terminal: it keeps the end of a chunk that may be the
 * beginning of such a sequence. Everything else passes byte for byte.
 */
export class SequenceGuard {
  #cols: number
  #rows: number
  #held: Uint8Array = new Uint8Array()

  constructor(cols: number, rows: number) {
    this.#cols = cols
    this.#rows = rows
  }

  resize(cols: number, rows: number): void {
    this.#cols = cols
    this.#rows = rows
  }

  /** The end of what came last is kept back. */
  get holds(): boolean {
    return this.#held.length > 0
  }

  /** The terminal was reset and starts anew. */
  reset(): void {
    this.#held = new Uint8Array()
  }

  /** What the terminal may have; the same array when there is nothing to change. */
  filter(chunk: Uint8Array): Uint8Array {
    if (this.#held.length === 0 && !chunk.includes(esc) && !chunk.includes(c1Csi) && chunk.at(-1) !== c1Lead) return chunk
    const data = this.#held.length === 0 ? chunk : join([this.#held, chunk])
    this.#held = new Uint8Array()
    const parts: Uint8Array[] = []
    let from = 0
    let at = nextStart(data, 0)
    while (at < data.length) {
      const sequence = readSequence(data, at)
      if (sequence.kind === 'unfinished') {
        parts.push(data.subarray(from, at))
        from = data.length
        if (data.length - at <= longestSequence) this.#held = data.slice(at)
        break
      }
      const cut = sequence.kind === 'csi' ? this.#cut(data.subarray(at, sequence.end), sequence.body - at) : undefined
      if (cut) {
        parts.push(data.subarray(from, at), cut)
        from = sequence.end
      }
      at = nextStart(data, sequence.end)
    }
    if (from === 0) return data
    parts.push(data.subarray(from))
    return join(parts)
  }

  // The sequence with its number cut; undefined when it may stay as it is.
  #cut(sequence: Uint8Array, body: number): Uint8Array | undefined {
    const final = String.fromCharCode(sequence.at(-1) ?? 0)
    const limit = repeated.get(final)
    if (!limit) return undefined
    // Control characters inside a sequence act at once and DEL is skipped: the number goes on behind them.
    const text = String.fromCharCode(...sequence.subarray(body, -1).filter((byte) => byte >= 0x20 && byte !== del))
    if (onlyWithIntermediate.has(final) && !/[ -/]/.test(text)) return undefined
    const most = this.#most(limit)
    const cut = text.replaceAll(/\d+/g, (digits) => (Number(digits) > most ? String(most) : digits))
    if (cut === text) return undefined
    return join([sequence.filter(isInnerControl), new TextEncoder().encode(`\u001B[${cut}${final}`)])
  }

  #most(limit: Limit): number {
    if (limit === 'rows') return this.#rows
    return limit === 'cols' ? this.#cols : this.#cols * this.#rows
  }
}

type Sequence =
  | { readonly kind: 'other'; readonly end: number }
  | { readonly kind: 'unfinished' }
  /** `body` is where parameters start, `end` stands behind the final byte. */
  | { readonly kind: 'csi'; readonly body: number; readonly end: number }

/** Index of the next byte that may start a sequence. */
function nextStart(data: Uint8Array, from: number): number {
  const escape = data.indexOf(esc, from)
  let lead = data.indexOf(c1Lead, from)
  while (lead >= 0 && lead + 1 < data.length && data[lead + 1] !== c1Csi) lead = data.indexOf(c1Lead, lead + 1)
  const starts = [escape, lead].filter((index) => index >= 0)
  return starts.length > 0 ? Math.min(...starts) : data.length
}

function readSequence(data: Uint8Array, at: number): Sequence {
  const body = readIntroducer(data, at)
  if (body === undefined) return { kind: 'unfinished' }
  if (body < 0) return { kind: 'other', end: at + 1 }
  for (let end = body; end < data.length; end += 1) {
    const byte = data[end] ?? 0
    if (byte === esc) return { kind: 'other', end }
    if (byte === cancel || byte === substitute || byte >= 0x80) return { kind: 'other', end: end + 1 }
    if (byte >= 0x40 && byte !== del) return { kind: 'csi', body, end: end + 1 }
  }
  return { kind: 'unfinished' }
}

// Index behind `ESC [`; -1 when something else follows ESC, undefined when nothing does yet.
function readIntroducer(data: Uint8Array, at: number): number | undefined {
  if (data[at] === c1Lead) return at + 1 < data.length ? at + 2 : undefined
  let next = at + 1
  // A terminal acts on control characters inside a sequence and goes on with it.
  while (next < data.length && isInnerControl(data[next] ?? 0)) next += 1
  if (next >= data.length) return undefined
  return data[next] === csi ? next + 1 : -1
}

function isInnerControl(byte: number): boolean {
  return byte < 0x20 && byte !== esc && byte !== cancel && byte !== substitute
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
