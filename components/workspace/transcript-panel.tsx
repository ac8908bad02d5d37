'use client'

import { useCallback } from 'react'
import type { TerminalView } from '../../lib/protocol/session-view.ts'
import type { SessionClient } from '../session/session-client.ts'
import { useSessionClient } from '../session/session-provider.tsx'
import { changeSettings } from '../settings/settings-store.ts'
import { toMarkdown, toText } from '../transcript/transcript.ts'
import { TranscriptView, type TranscriptForm } from '../transcript/transcript-view.tsx'
import { useTranscript } from '../transcript/use-transcript.ts'
import { copyText } from '../ui/clipboard.ts'
import { readRecording } from './read-recording.ts'
import { saveAs } from './save-as.ts'
import { useWorkspace } from './workspace-context.tsx'

/** The transcript of one terminal beside it. */
export function TranscriptPanel({ terminal: { id, name } }: { terminal: TerminalView }) {
  const client = useSessionClient()
  const { state: { transcriptWanted }, dispatch } = useWorkspace()
  const { transcript, said } = useTranscript(id)

  const copy = useCallback((text: string) => void copyAndTell(client, text), [client])

  async function download(form: TranscriptForm): Promise<void> {
    if (form === 'text') return saveAs(`${name}.txt`, toText(transcript), 'text/plain')
    if (form === 'markdown') return saveAs(`${name}.md`, toMarkdown(name, transcript), 'text/markdown')
    const recording = await readRecording(client, id)
    if (recording) saveAs(`${name}.cast`, recording, 'application/x-asciicast')
  }

  return (
    <TranscriptView
      name={name} transcript={transcript} said={said} onCopy={copy} onDownload={(form) => void download(form)}
      wanted={transcriptWanted} onFocused={() => dispatch({ kind: 'transcript-wanted', on: false })}
      onType={(keys) => client.input(id, keys)} onClose={() => changeSettings({ transcript: false })}
    />
  )
}

async function copyAndTell(client: SessionClient, text: string): Promise<void> {
  if (await copyText(text)) client.notify('info', 'Copied.')
  else client.notify('warning', 'The browser did not allow copying.')
}
