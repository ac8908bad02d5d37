'use client'

import { Link2, Network, Power, RotateCcw, ScrollText } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useSession, useSessionClient } from '../session/session-provider.tsx'
import { isReady, type SessionState } from '../session/session-state.ts'
import { copyText } from '../ui/clipboard.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { MenuButton, type MenuItem } from '../ui/menu.tsx'
import { hrefOf } from './pages.ts'
import css from './session-menu.module.css'
import { useWorkspace } from './workspace-context.tsx'

type Question = { readonly kind: 'restart' | 'end' } | { readonly kind: 'log'; readonly text: string }

/** Restart, end, the link for another device, and the log of background scripts. */
export function SessionMenu() {
  const client = useSessionClient()
  const { scenario, dispatch } = useWorkspace()
  const router = useRouter()
  const ready = useSession(isReady)
  const joined = useSession(selectJoined)
  const [question, setQuestion] = useState<Question>()
  const close = (): void => setQuestion(undefined)
  if (!joined) return null

  async function copyLink(): Promise<void> {
    const made = await client.tell('session:link', {})
    if (!made) return
    const address = `${location.origin}${location.pathname}?session=${encodeURIComponent(made.token)}`
    const minutes = Math.round(made.expiresInMs / 60_000)
    if (await copyText(address)) client.notify('info', `Link copied. Open it on your other device within ${minutes} minutes; who has it has your terminal.`)
    else client.notify('info', `Open this on your other device within ${minutes} minutes: ${address}`)
  }

  async function showLog(): Promise<void> {
    const log = await client.tell('log:read', {})
    if (log) setQuestion({ kind: 'log', text: log.text })
  }

  async function end(): Promise<void> {
    close()
    if (await client.end()) router.push(scenario.range.hasIntro ? hrefOf(scenario.range, 0) : '/')
  }

  const items: readonly MenuItem[] = [
    { label: 'Ports in use', icon: <Network size={16} />, disabled: !ready, onSelect: () => dispatch({ kind: 'ports', open: true }) },
    { label: 'Continue on another device', icon: <Link2 size={16} />, disabled: !ready, onSelect: () => void copyLink() },
    { label: 'Log of background scripts', icon: <ScrollText size={16} />, disabled: !ready, onSelect: () => void showLog() },
    { label: 'Restart session', icon: <RotateCcw size={16} />, ruled: true, onSelect: () => setQuestion({ kind: 'restart' }) },
    { label: 'End session', icon: <Power size={16} />, danger: true, onSelect: () => setQuestion({ kind: 'end' }) },
  ]
  return (
    <>
      <MenuButton label="Session" icon={<Power size={17} />} items={items} />
      {question?.kind === 'restart' && (
        <Dialog
          title="Restart this session?" onClose={close}
          actions={
            <>
              <Button onClick={close}>Cancel</Button>
              <Button onClick={() => { close(); void client.restart(true) }}>Restart, keep files</Button>
              <Button look="danger" onClick={() => { close(); void client.restart(false) }}>Restart from scratch</Button>
            </>
          }
        >
          <p>Every running command ends and the machine starts anew. You stay on this step.</p>
          <p>You can keep the files of your home folder, or start from scratch as if you had just arrived.</p>
        </Dialog>
      )}
      {question?.kind === 'end' && (
        <Dialog title="End this session?" onClose={close} actions={<><Button onClick={close}>Keep working</Button><Button look="danger" onClick={() => void end()}>End session</Button></>}>
          <p>The machine and everything on it are removed at once. This cannot be undone.</p>
        </Dialog>
      )}
      {question?.kind === 'log' && (
        <Dialog wide title="Log of background scripts" onClose={close} actions={<Button onClick={close}>Close</Button>}>
          <p>What the scenario’s unattended scripts printed:</p>
          <pre className={css.log} tabIndex={0}>{question.text || 'Nothing so far.'}</pre>
        </Dialog>
      )}
    </>
  )
}

const selectJoined = (state: SessionState): boolean => state.view !== undefined
