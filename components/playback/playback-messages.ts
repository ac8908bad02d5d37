/** A recording, as the workspace hands it to the page that plays it. */
export interface Recording {
  readonly name: string
  /** asciicast v2 or v3. */
  readonly text: string
}

/** What the two windows tell each other; anything else on the same channel is somebody else's. */
export type PlaybackMessage = { readonly kind: 'playback-ready' } | ({ readonly kind: 'playback-recording' } & Recording)

/** Makes sure of a message from another window; undefined when it is not one of ours. */
export function playbackMessage(data: unknown): PlaybackMessage | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return undefined
  if (data.kind === 'playback-ready') return { kind: data.kind }
  if (data.kind !== 'playback-recording' || !('name' in data) || !('text' in data)) return undefined
  const { kind, name, text } = data
  return typeof name === 'string' && typeof text === 'string' ? { kind, name, text } : undefined
}
