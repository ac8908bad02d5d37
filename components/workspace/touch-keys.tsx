'use client'

import { useState } from 'react'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { touchKeys } from './touch-key-table.ts'
import css from './touch-keys.module.css'
import { useWorkspace } from './workspace-context.tsx'

const selectActive = (state: SessionState) => state.view?.activeTerminal

/** The keys that a phone's keyboard lacks, for the terminal in front. */
export function TouchKeys() {
  const client = useSessionClient()
  const active = useSession(selectActive)
  const { handles } = useWorkspace()
  const [held, setHeld] = useState(false)
  if (!active) return null

  function press(plain: string, withControl: string): void {
    if (active) client.input(active, held ? withControl : plain)
    setHeld(false)
  }

  return (
    <div className={css.keys} role="toolbar" aria-label="Terminal keys">
      <button type="button" aria-pressed={held} onPointerDown={(event) => event.preventDefault()} onClick={() => setHeld(!held)}>Ctrl</button>
      {touchKeys.map(({ label, name, plain, control }) => (
        // Taking the focus would fold the phone's keyboard away.
        <button key={name} type="button" aria-label={name} onPointerDown={(event) => event.preventDefault()} onClick={() => press(plain, control ?? plain)}>{label}</button>
      ))}
      <button type="button" onClick={() => handles.get(active)?.paste()}>Paste</button>
    </div>
  )
}
