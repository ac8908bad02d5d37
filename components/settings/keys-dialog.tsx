'use client'

import { shortcuts } from '../terminal/shortcuts.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import css from './keys-dialog.module.css'

const pageKeys: readonly (readonly [keys: string, what: string])[] = [
  ['g n', 'next page'],
  ['g p', 'previous page'],
  ['g 3', 'third step'],
  ['g t', 'go to the terminal'],
  ['Ctrl+Shift+→', 'go to the terminal'],
  ['g c', 'go to the transcript of commands'],
  ['?', 'this list'],
]

const tabKeys: readonly (readonly [keys: string, what: string])[] = [
  ['← →', 'walk through the tabs'],
  ['Shift+← Shift+→', 'move a terminal’s tab'],
  ['F2', 'rename a terminal'],
  ['Delete', 'close a terminal or a page'],
]

/** Every key that the workspace answers to. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog wide title="Keys" onClose={onClose} actions={<Button onClick={onClose}>Close</Button>}>
      <div className={css.groups}>
        <Group title="In a terminal" rows={shortcuts.filter(({ label }, at) => shortcuts.findIndex((other) => other.label === label) === at).map(({ label, what }) => [label, what])} />
        <Group title="In the steps" rows={pageKeys} />
        <Group title="On a tab" rows={tabKeys} />
      </div>
    </Dialog>
  )
}

function Group({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3 className={css.title}>{title}</h3>
      <dl className={css.keys}>
        {rows.map(([keys, what]) => <div key={keys}><dt><kbd>{keys}</kbd></dt><dd>{what}</dd></div>)}
      </dl>
    </section>
  )
}
