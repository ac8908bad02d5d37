import type { SessionClient } from '../session/session-client.ts'
import { mergeTranscript, readAfter, type Transcript } from './transcript.ts'

/** Everything a terminal did, beginning with what is known of it; undefined when the server would not say. */
export async function readTranscript(client: SessionClient, terminal: string, known: Transcript): Promise<Transcript | undefined> {
  let all = known
  for (let after = readAfter(known); ;) {
    const result = await client.request('transcript:read', { terminal, after })
    if (!result.ok) return undefined
    const { commands, more } = result.value
    all = mergeTranscript(all, commands)
    const last = commands.at(-1)?.id
    if (!more || last === undefined || last <= after) return all
    after = last
  }
}
