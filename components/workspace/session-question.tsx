'use client'

import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import css from './session-menu.module.css'

/** What the learner is asked before it happens, or wanted to read. */
export type AskedOfSession = { readonly kind: 'restart' } | { readonly kind: 'end' } | { readonly kind: 'log'; readonly text: string }

export interface SessionQuestionProps {
  readonly question: AskedOfSession
  readonly onClose: () => void
  readonly onRestart: (keepFiles: boolean) => void
  readonly onEnd: () => void
}

export function SessionQuestion({ question, onClose, onRestart, onEnd }: SessionQuestionProps) {
  if (question.kind === 'restart') return <RestartQuestion onClose={onClose} onRestart={onRestart} />
  if (question.kind === 'end') {
    return (
      <Dialog title="End this session?" onClose={onClose} actions={<><Button onClick={onClose}>Keep working</Button><Button look="danger" onClick={() => { onClose(); onEnd() }}>End session</Button></>}>
        <p>The machine and everything on it are removed at once. This cannot be undone.</p>
      </Dialog>
    )
  }
  return (
    <Dialog wide title="Log of background scripts" onClose={onClose} actions={<Button onClick={onClose}>Close</Button>}>
      <p>What the scenario’s unattended scripts printed:</p>
      <pre className={css.log} tabIndex={0} role="group" aria-label="Log">{question.text || 'Nothing so far.'}</pre>
    </Dialog>
  )
}

function RestartQuestion({ onClose, onRestart }: { onClose: () => void; onRestart: (keepFiles: boolean) => void }) {
  const restart = (keepFiles: boolean): void => {
    onClose()
    onRestart(keepFiles)
  }
  return (
    <Dialog
      title="Restart this session?" onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button onClick={() => restart(true)}>Restart, keep files</Button>
          <Button look="danger" onClick={() => restart(false)}>Restart from scratch</Button>
        </>
      }
    >
      <p>Every running command ends and the machine starts anew. You stay on this step.</p>
      <p>You can keep the files of your home folder, or start from scratch as if you had just arrived.</p>
    </Dialog>
  )
}
