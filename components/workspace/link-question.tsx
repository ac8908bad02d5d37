'use client'

import { buttonClass, Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import css from './terminal-panel.module.css'

/** A link of a terminal; `hidden` when its text need not be its address. */
export interface AskedLink {
  readonly address: string
  readonly hidden: boolean
}

/** Asks before a link of a terminal is opened: a program wrote it, and it leads out of the lab. */
export function LinkQuestion({ link: { address, hidden }, onClose }: { link: AskedLink; onClose: () => void }) {
  return (
    <Dialog
      title="Open this address?" onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Stay here</Button>
          <a className={buttonClass('primary')} href={address} target="_blank" rel="noopener noreferrer" onClick={onClose}>Open in a new tab</a>
        </>
      }
    >
      <p>{hidden ? 'A program in the terminal made this link. Its text may say something else than where it leads:' : 'A program in the terminal wrote this address:'}</p>
      <p className={css.address}>{address}</p>
    </Dialog>
  )
}
