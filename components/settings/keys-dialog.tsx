'use client'

import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { pageKeys, tabKeys, terminalKeys, type KeyRow } from './keys.ts'
import css from './keys-dialog.module.css'

/** Every key that the workspace answers to. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog wide title="Keys" onClose={onClose} actions={<Button onClick={onClose}>Close</Button>}>
      <div className={css.groups}>
        <Group title="In a terminal" rows={terminalKeys} />
        <Group title="In the steps" rows={pageKeys} />
        <Group title="On a tab" rows={tabKeys} />
      </div>
    </Dialog>
  )
}

function Group({ title, rows }: { title: string; rows: readonly KeyRow[] }) {
  return (
    <section>
      <h3 className={css.title}>{title}</h3>
      <dl className={css.keys}>
        {rows.map(([keys, what]) => <div key={keys}><dt><kbd>{keys}</kbd></dt><dd>{what}</dd></div>)}
      </dl>
    </section>
  )
}
