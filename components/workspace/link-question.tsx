'use client'

import { buttonClass, Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import css from './terminal-panel.module.css'

/** Asks before a link is opened whose text in the terminal need not be its address. */
export function LinkQuestion({ address, onClose }: { address: string; onClose: () => void }) {
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
      <p>A program in the terminal made this link. Its text may say something else than where it leads:</p>
      <p className={css.address}>{address}</p>
    </Dialog>
  )
}
