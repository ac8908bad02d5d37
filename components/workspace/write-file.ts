import { limits } from '../../lib/protocol/limits.ts'
import type { Result } from '../../lib/protocol/result.ts'
import type { SessionClient } from '../session/session-client.ts'

/** Writes a file on the learner's machine. A long one goes in pieces; it changes when the last one has arrived. */
export async function writeFile(client: Pick<SessionClient, 'request'>, path: string, text: string): Promise<Result<null>> {
  let rest = text
  while (rest.length > limits.maxFileChars) {
    const piece = wholeCharacters(rest, limits.maxFileChars)
    const result = await client.request('files:write', { path, text: piece, more: true })
    if (!result.ok) return result
    rest = rest.slice(piece.length)
  }
  return client.request('files:write', { path, text: rest })
}

// Never cut between the two halves of one character.
function wholeCharacters(text: string, length: number): string {
  const code = text.charCodeAt(length - 1)
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? length - 1 : length)
}
