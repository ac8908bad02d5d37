/** What a key combination does in a terminal instead of going to the program. */
export type Shortcut = 'copy' | 'paste' | 'search' | 'leave' | 'larger' | 'smaller' | 'usual-size' | 'previous-command' | 'next-command'

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

interface ShortcutRow {
  readonly shortcut: Shortcut
  /** Lower case, as `KeyboardEvent.key` names it. */
  readonly keys: readonly string[]
  readonly ctrl: boolean
  readonly shift: boolean
  readonly label: string
}

/** Every combination a terminal keeps for itself; the help page prints this table. */
export const shortcuts: readonly ShortcutRow[] = [
  { shortcut: 'copy', keys: ['c'], ctrl: true, shift: true, label: 'Ctrl+Shift+C' },
  { shortcut: 'copy', keys: ['insert'], ctrl: true, shift: false, label: 'Ctrl+Insert' },
  { shortcut: 'paste', keys: ['v'], ctrl: true, shift: true, label: 'Ctrl+Shift+V' },
  { shortcut: 'paste', keys: ['insert'], ctrl: false, shift: true, label: 'Shift+Insert' },
  { shortcut: 'search', keys: ['f'], ctrl: true, shift: true, label: 'Ctrl+Shift+F' },
  { shortcut: 'leave', keys: ['arrowleft'], ctrl: true, shift: true, label: 'Ctrl+Shift+←' },
  { shortcut: 'previous-command', keys: ['arrowup'], ctrl: true, shift: true, label: 'Ctrl+Shift+↑' },
  { shortcut: 'next-command', keys: ['arrowdown'], ctrl: true, shift: true, label: 'Ctrl+Shift+↓' },
  { shortcut: 'larger', keys: ['+', '='], ctrl: true, shift: false, label: 'Ctrl++' },
  { shortcut: 'larger', keys: ['+', '='], ctrl: true, shift: true, label: 'Ctrl++' },
  { shortcut: 'smaller', keys: ['-'], ctrl: true, shift: false, label: 'Ctrl+-' },
  { shortcut: 'usual-size', keys: ['0'], ctrl: true, shift: false, label: 'Ctrl+0' },
]

/** The shortcut a key press means; undefined when it belongs to the program in the terminal. */
export function shortcutOf(press: KeyPress): Shortcut | undefined {
  if (press.altKey || press.metaKey) return undefined
  const key = press.key.toLowerCase()
  return shortcuts.find(({ keys, ctrl, shift }) => keys.includes(key) && ctrl === press.ctrlKey && shift === press.shiftKey)?.shortcut
}
