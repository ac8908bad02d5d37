'use client'

import Link from 'next/link'
import { useEffect, useState } from 'react'
import type { OwnMachine } from '../../lib/protocol/events.ts'
import { useSessionClient } from '../session/session-provider.tsx'
import { Button } from '../ui/button.tsx'
import css from './starting-panel.module.css'

/** The machines this person has already, to go back to or to end, so that there is room for one here. */
export function OwnMachines({ onEnded }: { onEnded: () => void }) {
  const client = useSessionClient()
  const [machines, setMachines] = useState<readonly OwnMachine[]>([])

  useEffect(() => {
    let shown = true
    void client.request('machines:list', {}).then((result) => {
      if (shown && result.ok) setMachines(result.value)
    })
    return () => { shown = false }
  }, [client])

  async function end({ session }: OwnMachine): Promise<void> {
    const ended = await client.tell('machines:end', { session })
    if (ended !== undefined) onEnded()
  }

  if (machines.length === 0) return null
  return (
    <ul className={css.machines} aria-label="Your machines">
      {machines.map((machine) => (
        <li key={machine.session}>
          <div className={css.machine}>
            <Link href={`/learn/${encodeURIComponent(machine.scenario)}`}>{machine.title}</Link>
            <span>{describe(machine)}</span>
          </div>
          <Button look="danger" aria-label={`End ${machine.title}`} onClick={() => void end(machine)}>End</Button>
        </li>
      ))}
    </ul>
  )
}

function describe({ ageMs, tabs }: OwnMachine): string {
  const minutes = Math.round(ageMs / 60_000)
  const age = minutes < 1 ? 'started just now' : minutes === 1 ? 'started a minute ago' : minutes < 120 ? `started ${minutes} minutes ago` : `started ${Math.round(minutes / 60)} hours ago`
  return tabs === 0 ? `${age}, not open anywhere` : `${age}, open in ${tabs === 1 ? 'a tab' : `${tabs} tabs`}`
}
