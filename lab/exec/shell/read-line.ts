import type { Pipe } from '../pipe.ts'

/** Longer lines are cut into pieces. */
const longestLine = 64 * 1024

/** The next line of an input, without its end; what follows it stays there. Undefined at the end. */
export async function readLine(stdin: Pipe): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let line = ''
  for (let chunk = await stdin.read(); chunk; chunk = await stdin.read()) {
    const end = chunk.indexOf(10)
    line += decoder.decode(end < 0 ? chunk : chunk.subarray(0, end), { stream: end < 0 })
    if (end >= 0) {
      stdin.unread(chunk.subarray(end + 1))
      return line
    }
    if (line.length > longestLine) return line
  }
  return line === '' ? undefined : line
}
