'use client'

import { Info, X } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { useSession } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { IconButton } from '../ui/button.tsx'
import css from './notices.module.css'
import { readNotice, rememberNotice } from './read-notices.ts'
import { useWorkspace } from './workspace-context.tsx'

const selectNotice = (state: SessionState) => state.view?.notice

/** What of the scenario's own machine is missing here: shown once, and again from its button. */
export function MachineNotice() {
  const { scenario: { slug } } = useWorkspace()
  const text = useSession(selectNotice)
  const read = useSyncExternalStore(neverChanges, () => readNotice(slug), () => null)
  const [open, setOpen] = useState<boolean>()
  if (!text) return null
  const shown = open ?? read !== text

  function close(): void {
    setOpen(false)
    rememberNotice(slug, text ?? '')
  }

  return (
    <>
      <IconButton label="About this machine" icon={<Info size={17} />} aria-expanded={shown} onClick={() => (shown ? close() : setOpen(true))} />
      {shown && (
        <div className={css.machine} role="region" aria-label="About this machine">
          <p role="status">{text}</p>
          <IconButton small label="Close" icon={<X size={15} />} onClick={close} />
        </div>
      )}
    </>
  )
}

const neverChanges = () => () => undefined
