'use client'

import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import type { Notice, SessionState } from '../session/session-state.ts'
import { IconButton } from '../ui/button.tsx'
import css from './notices.module.css'

const selectNotices = (state: SessionState) => state.notices
/** A word of thanks is read at a glance; a sentence takes longer. */
const infoStaysMs = (text: string): number => 2_500 + text.length * 55

/** What the server or the page has to say, in a corner. Warnings stay until they are closed. */
export function Notices() {
  const notices = useSession(selectNotices)
  return (
    <div className={css.notices} role="log" aria-label="Notices" aria-live="polite">
      {notices.map((notice) => <NoticeCard key={notice.id} notice={notice} />)}
    </div>
  )
}

function NoticeCard({ notice: { id, level, text } }: { notice: Notice }) {
  const client = useSessionClient()
  useEffect(() => {
    if (level !== 'info') return undefined
    const timer = setTimeout(() => client.dismiss(id), infoStaysMs(text))
    return () => clearTimeout(timer)
  }, [client, id, level, text])
  return (
    <div className={css.notice} data-level={level}>
      <p>{text}</p>
      <IconButton small label="Dismiss" icon={<X size={15} />} onClick={() => client.dismiss(id)} />
    </div>
  )
}
