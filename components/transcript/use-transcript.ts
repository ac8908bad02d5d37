'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import { isReady, type SessionState } from '../session/session-state.ts'
import { readTranscript } from './read-transcript.ts'
import { announcement, newlyEnded, runningCommand, type Transcript } from './transcript.ts'

/** What is to be said to a screen reader; `count` tells two equal sentences from one. */
export interface Said {
  readonly text: string
  readonly count: number
}

/** A command that runs is read again so often, for what it printed meanwhile. */
const rereadMs = 1_000

/** The commands of a terminal as they come, and what is to be said of them. */
export function useTranscript(terminal: string): { readonly transcript: Transcript; readonly said: Said } {
  const client = useSessionClient()
  const ready = useSession(isReady)
  const version = useSession(useCallback((state: SessionState) => state.transcriptVersions[terminal] ?? 0, [terminal]))
  const [transcript, setTranscript] = useState<Transcript>([])
  const [said, setSaid] = useState<Said>({ text: '', count: 0 })
  const [rereads, setRereads] = useState(0)
  const known = useRef<Transcript>([])
  const read = useRef(false)

  useEffect(() => {
    if (!ready) return undefined
    let stale = false
    void readTranscript(client, terminal, known.current).then((next) => {
      if (stale || !next) return
      const ended = newlyEnded(known.current, next)
      // What was there before the transcript was opened is read, not announced.
      if (read.current && ended.length > 0) setSaid(({ count }) => ({ text: ended.map(announcement).join(' '), count: count + 1 }))
      read.current = true
      known.current = next
      setTranscript(next)
    })
    return () => { stale = true }
  }, [client, terminal, ready, version, rereads])

  const runs = runningCommand(transcript) !== undefined
  useEffect(() => {
    if (!runs) return undefined
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setRereads((count) => count + 1)
    }, rereadMs)
    return () => clearInterval(timer)
  }, [runs])

  return { transcript, said }
}
