import { countNewlines } from '../newlines.ts'
import { plainText } from './plain-text.ts'

/** Raw bytes kept of the beginning and of the end of what a command prints. */
const headBytes = 32 * 1024
const tailBytes = 32 * 1024

export interface OutputText {
  readonly output: string
  readonly outputLines: number
  readonly truncated: boolean
}

/** What one command printed: all of it when it is short, beginning and end when it is not. Costs little per byte. */
export class CommandOutput {
  readonly #head: Uint8Array[] = []
  #headLength = 0
  #tail: Uint8Array[] = []
  #tailLength = 0
  #droppedBytes = 0
  #droppedLines = 0

  get length(): number {
    return this.#headLength + this.#tailLength + this.#droppedBytes
  }

  add(bytes: Uint8Array): void {
    const room = headBytes - this.#headLength
    const first = bytes.subarray(0, room)
    if (first.length > 0) {
      this.#head.push(new Uint8Array(first))
      this.#headLength += first.length
    }
    const rest = bytes.subarray(first.length)
    if (rest.length > 0) this.#addTail(rest)
  }

  read(): OutputText {
    const head = Buffer.concat(this.#head)
    if (this.#tailLength === 0) return whole(plainText(head))
    const rest = Buffer.concat(this.#tail)
    if (this.#droppedBytes === 0) return whole(plainText(Buffer.concat([head, rest])))
    // Whole pieces were dropped so far; how large they are is no concern of who reads.
    const cut = Math.max(0, rest.length - tailBytes)
    const before = wholeLines(plainText(head), 'first')
    const after = wholeLines(plainText(rest.subarray(cut)), 'last')
    const left = this.#droppedLines + countNewlines(rest.subarray(0, cut)) + 1
    return {
      output: `${before}\n[… ${left} lines left out …]\n${after}`,
      outputLines: countLines(before) + left + countLines(after),
      truncated: true,
    }
  }

  #addTail(bytes: Uint8Array): void {
    const kept = bytes.length > tailBytes ? bytes.subarray(bytes.length - tailBytes) : bytes
    if (kept !== bytes) this.#drop(bytes.subarray(0, bytes.length - tailBytes))
    this.#tail.push(new Uint8Array(kept))
    this.#tailLength += kept.length
    while (this.#tailLength - (this.#tail[0]?.length ?? 0) >= tailBytes) {
      const oldest = this.#tail.shift()
      if (!oldest) return
      this.#tailLength -= oldest.length
      this.#drop(oldest)
    }
  }

  #drop(bytes: Uint8Array): void {
    this.#droppedBytes += bytes.length
    this.#droppedLines += countNewlines(bytes)
  }
}

function whole(text: string): OutputText {
  return { output: text, outputLines: countLines(text), truncated: false }
}

function countLines(text: string): number {
  if (text === '') return 0
  let lines = text.endsWith('\n') ? 0 : 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

// Where the middle is cut out, the two lines that are cut with it go too.
function wholeLines(text: string, part: 'first' | 'last'): string {
  const at = part === 'first' ? text.lastIndexOf('\n') : text.indexOf('\n')
  if (at < 0) return text
  return part === 'first' ? text.slice(0, at) : text.slice(at + 1)
}
