import { playbackMessage, type PlaybackMessage } from '../playback/playback-messages.ts'
import type { SessionClient } from '../session/session-client.ts'
import { readRecording } from './read-recording.ts'

export interface RecordedTerminal {
  readonly client: SessionClient
  readonly terminal: string
  /** What the recording is called. */
  readonly name: string
}

/** Plays what a terminal showed so far, in a window of its own. To be called from a click, or the browser opens none. */
export async function playRecording({ client, terminal, name }: RecordedTerminal): Promise<void> {
  const page = window.open('/playback', '_blank')
  if (!page) return client.notify('warning', 'The browser did not allow a new window for the recording.')
  const [text] = await Promise.all([readRecording(client, terminal), untilReady(page)])
  if (text === undefined) page.close()
  else page.postMessage({ kind: 'playback-recording', name, text } satisfies PlaybackMessage, location.origin)
}

function untilReady(page: Window): Promise<void> {
  return new Promise((resolve) => {
    const listen = ({ data, origin, source }: MessageEvent): void => {
      if (source !== page || origin !== location.origin || playbackMessage(data)?.kind !== 'playback-ready') return
      window.removeEventListener('message', listen)
      resolve()
    }
    window.addEventListener('message', listen)
  })
}
