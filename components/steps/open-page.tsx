'use client'

import { useEffect, useRef } from 'react'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { rememberPage } from './progress.ts'

const selectStarted = (state: SessionState) => state.connection !== 'idle'

let pagesSeen = 0

/** Tells the session which page is read, so that the page's scripts run, and takes the reader to its top. */
export function OpenPage({ scenario, page, kind }: { scenario: string; page: number; kind: 'intro' | 'step' | 'finish' }) {
  const client = useSessionClient()
  const started = useSession(selectStarted)
  const place = useRef<HTMLSpanElement>(null)
  // Reading what a scenario is about costs no machine; every later page needs one.
  const opens = kind !== 'intro' || started

  useEffect(() => {
    if (opens) client.openPage(page)
  }, [client, opens, page])

  useEffect(() => {
    if (kind !== 'intro') rememberPage(scenario, page)
    pagesSeen += 1
    // After the first page the learner came by "Next": who listens hears the new title, who reads sees its top.
    if (pagesSeen > 1) place.current?.parentElement?.querySelector<HTMLElement>('[data-page-title]')?.focus()
  }, [scenario, page, kind])

  return <span ref={place} hidden />
}
