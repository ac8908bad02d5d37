'use client'

import { Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { Button } from '../ui/button.tsx'
import css from './top-bar.module.css'

const selectView = (state: SessionState) => state.view
const lowMs = 5 * 60_000
const tickMs = 10_000

/** How long the session lasts, where it has a limit; more time is one click away where there is more. */
export function TimeLeft() {
  const view = useSession(selectView)
  if (view?.remainingMs === undefined) return null
  // Each message of the server starts the count anew.
  return <Countdown key={view.remainingMs} from={view.remainingMs} extendable={view.extendable === true} />
}

function Countdown({ from, extendable }: { from: number; extendable: boolean }) {
  const client = useSessionClient()
  const [left, setLeft] = useState(from)
  useEffect(() => {
    const end = performance.now() + from
    const timer = setInterval(() => setLeft(Math.max(0, end - performance.now())), tickMs)
    return () => clearInterval(timer)
  }, [from])
  const minutes = Math.ceil(left / 60_000)
  return (
    <>
      <span className={`${css.time} ${left < lowMs ? css.timeLow : ''}`} role="timer" title="Time until this session ends">{minutes} min left</span>
      {left < lowMs && extendable && <Button onClick={() => void client.tell('session:extend', {})}><Plus size={14} aria-hidden="true" /> Add time</Button>}
    </>
  )
}
