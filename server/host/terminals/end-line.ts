export const enterKey = 0x0d

// A program that died in the middle of something leaves modes behind: out of the alternate screen, mouse, focus and paste
// reports off, cursor shown, plain keys, then a soft reset (DECSTR).
const tidyUp = '\u001B[?47l\u001B[?1000;1002;1003;1004;1006;2004l\u001B[?25h\u001B[?1l\u001B>\u001B[!p'

/** The line that says that a program ended and what to do about it, as bytes for the terminal. */
export function endLine(code: number, { outOfMemory = false }: { readonly outOfMemory?: boolean | undefined } = {}): Uint8Array {
  const how = outOfMemory ? 'Your machine ran out of memory, and the shell was ended. Your files are as they were.' : `The shell ended${code === 0 ? '' : ` with status ${code}`}.`
  return Buffer.from(`${tidyUp}\r\n\u001B[2m[${how} Press Enter for a new one.]\u001B[0m\r\n`)
}
