import { Link2, Network, Power, RotateCcw, ScrollText } from 'lucide-react'
import type { SessionClient } from '../session/session-client.ts'
import { copyText } from '../ui/clipboard.ts'
import type { MenuItem } from '../ui/menu.tsx'
import type { AskedOfSession } from './session-question.tsx'

export interface SessionMenuInput {
  readonly client: SessionClient
  /** Whether the machine is there. */
  readonly ready: boolean
  readonly ask: (question: AskedOfSession) => void
  readonly showPorts: () => void
}

/** What can be done with a session as a whole. */
export function sessionMenuItems({ client, ready, ask, showPorts }: SessionMenuInput): readonly MenuItem[] {
  return [
    { label: 'Ports in use', icon: <Network size={16} />, disabled: !ready, onSelect: showPorts },
    { label: 'Continue on another device', icon: <Link2 size={16} />, disabled: !ready, onSelect: () => void copyLink(client) },
    { label: 'Log of background scripts', icon: <ScrollText size={16} />, disabled: !ready, onSelect: () => void showLog(client, ask) },
    { label: 'Restart session', icon: <RotateCcw size={16} />, ruled: true, onSelect: () => ask({ kind: 'restart' }) },
    { label: 'End session', icon: <Power size={16} />, danger: true, onSelect: () => ask({ kind: 'end' }) },
  ]
}

async function copyLink(client: SessionClient): Promise<void> {
  const made = await client.tell('session:link', {})
  if (!made) return
  const address = `${location.origin}${location.pathname}?session=${encodeURIComponent(made.token)}`
  const minutes = Math.round(made.expiresInMs / 60_000)
  if (await copyText(address)) client.notify('info', `Link copied. Open it on your other device within ${minutes} minutes; who has it has your terminal.`)
  else client.notify('info', `Open this on your other device within ${minutes} minutes: ${address}`)
}

async function showLog(client: SessionClient, ask: (question: AskedOfSession) => void): Promise<void> {
  const log = await client.tell('log:read', {})
  if (log) ask({ kind: 'log', text: log.text })
}
