'use client'

import { useSession, useSessionClient } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { Button } from '../ui/button.tsx'
import css from './top-bar.module.css'

const selectConnection = (state: SessionState) => state.connection
const selectHasView = (state: SessionState) => state.view !== undefined

/** One line below the bar whenever the connection is not what it should be, with what can be done. */
export function Banner() {
  const connection = useSession(selectConnection)
  const joined = useSession(selectHasView)
  const client = useSessionClient()
  if (connection === 'offline' && joined) {
    return <div className={css.banner} data-level="warning" role="status">The connection was lost. Your machine keeps running; connecting again …</div>
  }
  if (connection === 'moved') {
    return (
      <div className={css.banner} data-level="warning" role="status">
        <span>This session moved to another tab.</span>
        <Button onClick={() => void client.comeBack('take')}>Use it here</Button>
        <Button look="quiet" onClick={() => void client.comeBack('share')}>Use it in both</Button>
      </div>
    )
  }
  // Always there, so that what appears in it is read out.
  return <div role="status" />
}
