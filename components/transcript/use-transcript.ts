'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import { isReady, type SessionState } from '../session/session-state.ts'
import { readTranscript } from './read-transcript.ts'
import { announcement, newlyEnded, type Transcript } from './transcript.ts'

/** The commands of a terminal as they come, and what is to be said of them. */
export function useTranscript(terminal: string): { readonly transcript: Transcript; readonly said: string } {
  const client = useSessionClient()
  const ready = useSession(isReady)
  const version = useSession(useCallback((state: SessionState) => state.transcriptVersions[terminal] ?? 0, [terminal]))
  const [transcript, setTranscript] = useState<Transcript>([])
  const [said, setSaid] = useState('')
  const known = useRef<Transcript>([])
  const read = useRef(false)

  useEffect(() => {
    if (!ready) return undefined
    let stale = false
    void readTranscript(client, terminal, known.current).then((next) => {
      if (stale || !next) return
      const ended = newlyEnded(known.current, next)
      // What was there before the transcript was opened is read, not announced.
      if (read.current && ended.length > 0) setSaid(ended.map(announcement).join(' '))
      read.current = true
      known.current = next
      setTranscript(next)
    })
    return () => { stale = true }
  }, [client, terminal, ready, version])

  return { transcript, said }
}
