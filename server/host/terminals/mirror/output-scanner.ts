import { readLooks } from './looks.ts'
import { Settings } from './settings.ts'

const esc = 0x1b
const bell = 0x07
const backslash = 0x5c
const shiftOut = 0x0e
const shiftIn = 0x0f
const c1Lead = 0xc2
/** A sequence without end is one no longer after so much. */
const longestSequence = 4096
/** So far behind a sequence the next one is looked for byte by byte; beyond that the system's own search is faster. */
const nearby = 48

/** What a piece of output does to a terminal. */
export interface Scanned {
  /** Text, line ends, looks and modes only: lines are written and scroll, and nothing else on the screen changes. */
  readonly scrolls: boolean
  /** What it sets for what comes after it. */
  readonly settings: Settings
  /** Bytes at its beginning that are the end of a sequence from before. */
  readonly lead: number
  /** Bytes at its end that are the beginning of a sequence. */
  readonly tail: number
  /** The next piece goes on within a sequence. */
  readonly cut: boolean
}

/** Modes that change how a terminal goes on, but not what is on its screen. */
const plainModes = new Set(['1', '7', '12', '25', '1000', '1002', '1003', '1004', '1005', '1006', '1015', '1016', '2004'])
/** These act on the cursor's own line only, or ask something. */
const withinLine = new Set(['K', 'P', '@', 'X', 'G', '`', 'C', 'D', 'a', 'I', 'Z', 'b', 'n', 'c'])
const nothing = new Settings()
const plain: Scanned = { scrolls: true, settings: nothing, lead: 0, tail: 0, cut: false }

/** Reads the output of one terminal, in pieces cut anywhere, many times as fast as a terminal does. */
export class OutputScanner {
  #unfinished = ''
  #scrolls = true
  #settings = nothing
  /** Looks since they were last reset, not yet read: begin and end of what stands between `CSI` and `m`. */
  #looks: number[] = []
  #resetLooks = false

  /** The output so far ends within a sequence. */
  get insideSequence(): boolean {
    return this.#unfinished !== ''
  }

  scan(bytes: Uint8Array): Scanned {
    if (this.#unfinished === '' && isPlain(bytes)) return plain
    this.#scrolls = !holdsC1(bytes)
    this.#settings = new Settings()
    this.#shift(bytes)
    const lead = this.#finish(bytes)
    const end = lead < bytes.length || this.#unfinished === '' ? this.#sequences(bytes, lead) : bytes.length
    if (end < bytes.length) this.#unfinished = text(bytes, end, bytes.length)
    return { scrolls: this.#scrolls, settings: this.#settings, lead, tail: bytes.length - end, cut: this.insideSequence }
  }

  /** The unfinished sequence at the end was taken back. */
  takeBack(): void {
    this.#unfinished = ''
  }

  // The rest of a sequence that began in an earlier piece; returns how long it is.
  #finish(bytes: Uint8Array): number {
    if (this.#unfinished === '') return 0
    const before = this.#unfinished.length
    const whole = Buffer.concat([Buffer.from(this.#unfinished, 'latin1'), bytes.subarray(0, longestSequence)])
    const end = sequenceEnd(whole, 0)
    if (end === undefined && whole.length < longestSequence) {
      this.#unfinished = text(whole, 0, whole.length)
      return bytes.length
    }
    this.#unfinished = ''
    if (end === undefined) {
      this.#scrolls = false
      return 0
    }
    this.#read(text(whole, 0, end))
    return Math.max(0, end - before)
  }

  // Reads the sequences from `from` on; returns where an unfinished one begins, or the end.
  #sequences(bytes: Uint8Array, from: number): number {
    this.#looks = []
    this.#resetLooks = false
    let unfinishedAt = bytes.length
    for (let at = nextEscape(bytes, from); at < bytes.length; at = nextEscape(bytes, at)) {
      const end = sequenceEnd(bytes, at)
      if (end === undefined) {
        if (bytes.length - at < longestSequence) unfinishedAt = at
        else this.#scrolls = false
        break
      }
      if (bytes[end - 1] === 0x6d && bytes[at + 1] === 0x5b) this.#noteLooks(bytes, at + 2, end - 1)
      else this.#read(text(bytes, at, end))
      at = end
    }
    this.#readLooks(bytes)
    return unfinishedAt
  }

  #noteLooks(bytes: Uint8Array, from: number, to: number): void {
    if (to === from || (to === from + 1 && bytes[from] === 0x30)) {
      this.#looks.length = 0
      this.#resetLooks = true
      return
    }
    this.#looks.push(from, to)
    if (this.#looks.length > 2_000) this.#readLooks(bytes)
  }

  #readLooks(bytes: Uint8Array): void {
    if (this.#resetLooks) this.#settings.resetLooks()
    for (let at = 0; at < this.#looks.length; at += 2) {
      if (!readLooks(this.#settings, text(bytes, this.#looks[at] ?? 0, this.#looks[at + 1] ?? 0))) this.#scrolls = false
    }
    this.#looks.length = 0
    this.#resetLooks = false
  }

  #read(sequence: string): void {
    const kind = sequence[1] ?? ''
    const known = kind === '[' ? this.#control(sequence) : kind === ']' ? this.#command(sequence) : this.#escape(sequence)
    if (!known) this.#scrolls = false
  }

  #escape(sequence: string): boolean {
    const kind = sequence.slice(1, -1)
    const final = sequence.at(-1) ?? ''
    if (['(', ')', '*', '+'].includes(kind)) this.#settings.set(`charset ${kind}`, sequence)
    else if (kind === '' && (final === '=' || final === '>')) this.#settings.set('keypad', sequence)
    else if (kind === '' && final === 'c') this.#settings.reset(sequence)
    return kind !== '' ? ['(', ')', '*', '+'].includes(kind) : ['=', '>', 'D', 'E'].includes(final)
  }

  #control(sequence: string): boolean {
    const final = sequence.at(-1) ?? ''
    const body = sequence.slice(2, -1)
    if (final === 'm') return readLooks(this.#settings, body)
    if (final === 'h' || final === 'l') return this.#modes(body, final)
    if (final === 'J') return body === '' || body === '0'
    if (final === 'r') this.#settings.set('margins', sequence)
    if (body.endsWith(' ') && final === 'q') this.#settings.set('cursor', sequence)
    return withinLine.has(final) ? /^[?>=]?[\d;]*$/.test(body) : body.endsWith(' ') && final === 'q'
  }

  #modes(body: string, final: string): boolean {
    const isPrivate = body.startsWith('?')
    const modes = (isPrivate ? body.slice(1) : body).split(';')
    for (const mode of modes) this.#settings.set(`mode ${isPrivate ? '?' : ''}${mode}`, `\u001B[${isPrivate ? '?' : ''}${mode}${final}`)
    return modes.every((mode) => (isPrivate ? plainModes.has(mode) : mode === '4' || mode === '20'))
  }

  #command(sequence: string): boolean {
    const number = /^\d{1,4}(?!\d)/.exec(sequence.slice(2))?.[0]
    if (number === '0' || number === '2') this.#settings.set('title', sequence)
    if (number === '8') this.#settings.set('link', sequence)
    // oxlint-disable-next-line no-control-regex -- controls within make it something else
    const isWhole = /^[^\u0000-\u001F]*(?:\u0007|\u001B\\)$/.test(sequence.slice(2))
    return isWhole && number !== undefined && ['0', '1', '2', '7', '8', '133'].includes(number)
  }

  #shift(bytes: Uint8Array): void {
    const [out, back] = [bytes.lastIndexOf(shiftOut), bytes.lastIndexOf(shiftIn)]
    if (out >= 0 || back >= 0) this.#settings.set('shift', out > back ? '\u000E' : '\u000F')
  }
}

// Nothing but text and line ends; looked for by the system's own routines, as a flood of it costs next to nothing then.
function isPlain(bytes: Uint8Array): boolean {
  return !bytes.includes(esc) && !bytes.includes(shiftOut) && !bytes.includes(shiftIn) && !holdsC1(bytes)
}

// U+0080 to U+009F are controls as ESC is; in UTF-8 they begin with C2.
function holdsC1(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(c1Lead); at >= 0; at = bytes.indexOf(c1Lead, at + 1)) {
    const next = bytes[at + 1] ?? 0x80
    if (next >= 0x80 && next < 0xa0) return true
  }
  return false
}

function nextEscape(bytes: Uint8Array, from: number): number {
  const near = Math.min(bytes.length, from + nearby)
  for (let at = from; at < near; at += 1) if (bytes[at] === esc) return at
  const found = bytes.indexOf(esc, near)
  return found < 0 ? bytes.length : found
}

/** Index behind the sequence that begins here; undefined when its end has not come. What is odd in it belongs to no known one. */
function sequenceEnd(bytes: Uint8Array, at: number): number | undefined {
  const kind = bytes[at + 1]
  if (kind === 0x5b) return finalEnd(bytes, at + 2, 0x40)
  if (kind === 0x5d || kind === 0x50 || kind === 0x58 || kind === 0x5e || kind === 0x5f) return stringEnd(bytes, at + 2)
  return finalEnd(bytes, at + 1, 0x30)
}

// A control ends it as well; what begins another sequence belongs to that one.
function finalEnd(bytes: Uint8Array, from: number, lowest: number): number | undefined {
  for (let end = from; end < bytes.length; end += 1) {
    const byte = bytes[end] ?? 0
    if (byte === esc) return end
    if (byte < 0x20 || byte >= lowest) return end + 1
  }
  return undefined
}

function stringEnd(bytes: Uint8Array, from: number): number | undefined {
  for (let end = from; end < bytes.length; end += 1) {
    const byte = bytes[end]
    if (byte === bell) return end + 1
    if (byte !== esc) continue
    if (end + 1 >= bytes.length) return undefined
    return bytes[end + 1] === backslash ? end + 2 : end + 1
  }
  return undefined
}

function text(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')
}
