'use client'

import { Power } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useState } from 'react'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import { isReady, type SessionState } from '../session/session-state.ts'
import { MenuButton } from '../ui/menu-button.tsx'
import { hrefOf } from './pages.ts'
import type { AskedOfSession } from './session-question.tsx'
import { useWorkspace } from './workspace-context.tsx'

const SessionQuestion = lazy(() => import('./session-question.tsx').then((module) => ({ default: module.SessionQuestion })))

/** Restart, end, the link for another device, and the log of background scripts. */
export function SessionMenu() {
  const client = useSessionClient()
  const { scenario, dispatch } = useWorkspace()
  const router = useRouter()
  const ready = useSession(isReady)
  const joined = useSession(selectJoined)
  const [question, setQuestion] = useState<AskedOfSession>()
  if (!joined) return null

  async function end(): Promise<void> {
    if (await client.end()) router.push(scenario.range.hasIntro ? hrefOf(scenario.range, 0) : '/')
  }

  return (
    <>
      <MenuButton
        label="Session" icon={<Power size={17} />}
        items={async () => (await import('./session-menu-items.tsx')).sessionMenuItems({ client, ready, ask: setQuestion, showPorts: () => dispatch({ kind: 'ports', open: true }) })}
      />
      {question && <Suspense><SessionQuestion question={question} onClose={() => setQuestion(undefined)} onRestart={(keepFiles) => void client.restart(keepFiles)} onEnd={() => void end()} /></Suspense>}
    </>
  )
}

const selectJoined = (state: SessionState): boolean => state.view !== undefined
