'use client'

import { Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { Button } from '../ui/button.tsx'
import css from './top-bar.module.css'

const selectView = (state: SessionState) => state.view
const lowMs = 5 * 60_000

/** How long the session lasts, where it has a limit; more time is one click away where there is more. */
export function TimeLeft() {
  const view = useSession(selectView)
  const client = useSessionClient()
  const left = useCountdown(view?.remainingMs, view)
  if (left === undefined) return null
  const minutes = Math.ceil(left / 60_000)
  return (
    <>
      <span className={`${css.time} ${left < lowMs ? css.timeLow : ''}`} role="timer" title="Time until this session ends">{minutes} min left</span>
      {left < lowMs && view?.extendable && <Button onClick={() => void client.tell('session:extend', {})}><Plus size={14} aria-hidden="true" /> Add time</Button>}
    </>
  )
}

/** Counts down from what the server said last; `said` is the message it came with. */
function useCountdown(remainingMs: number | undefined, said: unknown): number | undefined {
  const [left, setLeft] = useState(remainingMs)
  useEffect(() => {
    setLeft(remainingMs)
    if (remainingMs === undefined) return undefined
    const end = performance.now() + remainingMs
    const timer = setInterval(() => setLeft(Math.max(0, end - performance.now())), 10_000)
    return () => clearInterval(timer)
  }, [remainingMs, said])
  return left
}
