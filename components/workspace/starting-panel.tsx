'use client'

import { useRouter } from 'next/navigation'
import { lazy, Suspense } from 'react'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { Button } from '../ui/button.tsx'
import css from './starting-panel.module.css'

// Hardly anybody ever sees it.
const OwnMachines = lazy(() => import('./own-machines.tsx').then((module) => ({ default: module.OwnMachines })))

type Waiting =
  | { readonly kind: 'busy'; readonly message: string }
  | { readonly kind: 'stopped'; readonly title: string; readonly message: string; readonly code?: string }

const endedTitle = 'This session has ended'

/** What stands where a terminal will be: how far the machine is, or why there is none. */
export function StartingPanel() {
  const waiting = useSession(selectWaiting)
  const client = useSessionClient()
  const router = useRouter()
  const [kind, message, title, code] = waiting.split('\n')
  if (kind === 'busy') {
    return (
      <div className={css.starting} role="status">
        <div className={css.spinner} aria-hidden="true" />
        <p>{message}</p>
      </div>
    )
  }
  const startAgain = (): void => {
    client.startAgain()
    router.refresh()
  }
  return (
    <div className={css.starting}>
      <div className={css.stopped} role="alert">
        <p className={css.title}>{title}</p>
        <p>{message}</p>
        {code && <p className={css.code}>{code}</p>}
      </div>
      {code === 'too-many' && <Suspense><OwnMachines onEnded={startAgain} /></Suspense>}
      <Button look="primary" onClick={startAgain}>{title === endedTitle ? 'Start a new session' : 'Try again'}</Button>
    </div>
  )
}

// One string, because a selector must give the same value for the same state; the first line is the kind.
function selectWaiting(state: SessionState): string {
  const waiting = waitingOf(state)
  return waiting.kind === 'busy' ? `busy\n${waiting.message}` : `stopped\n${waiting.message}\n${waiting.title}\n${waiting.code ?? ''}`
}

/** What to say while there is no terminal. */
function waitingOf({ refusal, view, connection }: SessionState): Waiting {
  if (refusal && !view) return { kind: 'stopped', title: 'Your machine could not be started', message: refusal.message, code: refusal.code }
  if (view?.status.kind === 'ended') return { kind: 'stopped', title: endedTitle, message: view.status.reason }
  if (view?.status.kind === 'starting') return { kind: 'busy', message: view.status.message || 'Starting your machine …' }
  if (connection === 'offline') return { kind: 'busy', message: 'Connecting again …' }
  return { kind: 'busy', message: view ? 'Opening a terminal …' : 'Connecting …' }
}
