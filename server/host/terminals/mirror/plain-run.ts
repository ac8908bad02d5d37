const newline = 0x0a
const carriageReturn = 0x0d
const escape = 0x1b
const shiftOut = 0x0e
const shiftIn = 0x0f
const c1Lead = 0xc2

/**
 * Whether output holds nothing but text and line ends: no sequence, no change of the character set. All that a terminal
 * does with it is write lines and scroll.
 */
export function isPlain(bytes: Uint8Array): boolean {
  // Searched by the system's own routines; a loop over the bytes would cost more than the terminal saves by it.
  return !bytes.includes(escape) && !bytes.includes(shiftOut) && !bytes.includes(shiftIn) && !holdsC1(bytes)
}

// U+0080 to U+009F are controls as ESC is; in UTF-8 they begin with C2.
function holdsC1(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(c1Lead); at >= 0; at = bytes.indexOf(c1Lead, at + 1)) {
    const next = bytes[at + 1] ?? 0x80
    if (next >= 0x80 && next < 0xa0) return true
  }
  return false
}

/**
 * The end of a run of plain chunks, beginning at the start of a line and with at least so many line ends. A terminal of
 * fewer lines, scrollback included, is in the same state after it as after all of them. Undefined when the run is shorter.
 */
export function lastLines(chunks: readonly Uint8Array[], lines: number): readonly Uint8Array[] | undefined {
  let missing = lines
  for (let index = chunks.length - 1; index >= 0; index -= 1) {
    const chunk = chunks[index] ?? new Uint8Array()
    for (let at = chunk.lastIndexOf(newline); at >= 0; at = at > 0 ? chunk.lastIndexOf(newline, at - 1) : -1) {
      if (missing <= 0 && chunk[at - 1] === carriageReturn) return [chunk.subarray(at + 1), ...chunks.slice(index + 1)]
      missing -= 1
    }
  }
  return undefined
}
