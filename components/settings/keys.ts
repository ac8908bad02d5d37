import { shortcuts } from '../terminal/shortcuts.ts'

/** Keys as they are written, and what they do. */
export type KeyRow = readonly [keys: string, what: string]

/** Each combination once; the table has a row for each way to press it. */
export const terminalKeys: readonly KeyRow[] = [...new Map(shortcuts.map(({ label, what }) => [label, what]))]

/** Outside terminals and fields. */
export const pageKeys: readonly KeyRow[] = [
  ['g n', 'next page'],
  ['g p', 'previous page'],
  ['g 3', 'third step'],
  ['g t', 'go to the terminal'],
  ['Ctrl+Shift+→', 'go to the terminal'],
  ['g c', 'go to the transcript of commands'],
  ['?', 'this list'],
]

export const tabKeys: readonly KeyRow[] = [
  ['← →', 'walk through the tabs'],
  ['Shift+← Shift+→', 'move a terminal’s tab'],
  ['F2', 'rename a terminal'],
  ['Delete', 'close a terminal or a page'],
]
