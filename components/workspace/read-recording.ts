import type { SessionClient } from '../session/session-client.ts'

/** The whole recording of a terminal as asciicast v3; undefined, with a notice, when there is none. */
export async function readRecording(client: SessionClient, terminal: string): Promise<string | undefined> {
  let all = ''
  for (let at = 0; ;) {
    const piece = await client.tell('recording:read', { terminal, at })
    if (!piece) return undefined
    if (piece.text === '') break
    all += piece.text
    at = piece.next
  }
  if (all === '') client.notify('info', 'Nothing was recorded here; recording may be turned off.')
  return all || undefined
}
