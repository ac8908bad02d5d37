'use client'

import { LoaderCircle } from 'lucide-react'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { Button } from '../ui/button.tsx'
import css from './top-bar.module.css'

const selectConnection = (state: SessionState) => state.connection
const selectHasView = (state: SessionState) => state.view !== undefined

/** A line over the page whenever the connection is not what it should be, with what can be done. */
export function Banner() {
  const connection = useSession(selectConnection)
  const joined = useSession(selectHasView)
  const client = useSessionClient()
  // Always there, so that what appears in it is read out; over the page, so that no terminal changes its size for it.
  return (
    <div className={css.bannerPlace} role="status">
      {connection === 'offline' && joined && (
        <div className={css.banner}><LoaderCircle size={16} className={css.turning} aria-hidden="true" />The connection was lost. Your machine keeps running; connecting again …</div>
      )}
      {connection === 'moved' && (
        <div className={css.banner}>
          <span>This session moved to another tab.</span>
          <Button onClick={() => void client.comeBack('take')}>Use it here</Button>
          <Button look="quiet" onClick={() => void client.comeBack('share')}>Use it in both</Button>
        </div>
      )}
    </div>
  )
}
