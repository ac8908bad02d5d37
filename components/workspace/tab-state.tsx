'use client'

import { BellRing } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { TerminalView } from '../../lib/protocol/session-view.ts'
import css from './dock.module.css'
import type { Tab } from './tabs.ts'

/** A command that is over sooner than this is not worth a sign that comes and goes. */
const longMs = 700

/** What a terminal's tab shows beside its name: a bell, an ended shell, a running command, or how the last one failed. */
export function TabState({ terminal: { state, command, lastExit }, rang }: { terminal: TerminalView; rang: boolean }) {
  const runsLong = useLasting(state.kind === 'running' ? command : undefined)
  if (rang) return <BellRing size={13} className={css.bell} aria-hidden="true" />
  if (state.kind === 'exited') return <span className={css.badge} data-kind="ended" aria-hidden="true">ended</span>
  if (command !== undefined && runsLong) return <span className={css.running} aria-hidden="true"><i />{firstWords(command)}</span>
  if (command === undefined && hasFailed(lastExit)) return <span className={css.badge} data-kind="failed" aria-hidden="true">{lastExit}</span>
  return null
}

/** The same in words. */
export function describeTab(tab: Tab): string | undefined {
  if (tab.kind !== 'terminal') return undefined
  const { state, command, lastExit } = tab.terminal
  if (state.kind === 'exited') return `shell ended with status ${state.code}`
  if (command) return `running ${command}`
  return hasFailed(lastExit) ? `last command failed with exit code ${lastExit}` : undefined
}

/** What the learner stopped by Ctrl+C has not failed. */
const stopped = 130

function hasFailed(exit: number | undefined): boolean {
  return exit !== undefined && exit !== 0 && exit !== stopped
}

/** Whether something has been there, unchanged, for a while. */
function useLasting(value: string | undefined): boolean {
  const [lasting, setLasting] = useState<string>()
  useEffect(() => {
    if (value === undefined) return undefined
    const timer = setTimeout(() => setLasting(value), longMs)
    return () => {
      clearTimeout(timer)
      setLasting(undefined)
    }
  }, [value])
  return value !== undefined && lasting === value
}

function firstWords(command: string): string {
  return command.trim().split('\n')[0] ?? ''
}
