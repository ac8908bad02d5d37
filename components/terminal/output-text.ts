/** The part of xterm's buffer that is read here. */
export interface ReadableBuffer {
  getLine(line: number): { readonly isWrapped: boolean; translateToString(trimRight?: boolean, startColumn?: number, endColumn?: number): string } | undefined
}

/** Lines of a buffer: whole ones from `from` on, and of `to` the part before `column`. */
export interface OutputRange {
  readonly from: number
  readonly to: number
  readonly column: number
}

/** What stands in a range as plain text: lines that only the width broke are whole again. */
export function outputText(buffer: ReadableBuffer, { from, to, column }: OutputRange): string {
  let text = ''
  for (let at = from; at <= to; at += 1) {
    const line = buffer.getLine(at)
    if (!line || (at === to && column === 0)) break
    if (at > from && !line.isWrapped) text += '\n'
    const goesOn = buffer.getLine(at + 1)?.isWrapped === true && at < to
    text += at === to ? line.translateToString(true, 0, column) : line.translateToString(!goesOn)
  }
  return text.replace(/\n+$/, '')
}
