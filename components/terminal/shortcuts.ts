/** What a key combination does in a terminal instead of going to the program. */
export type Shortcut = 'copy' | 'copy-output' | 'paste' | 'search' | 'leave' | 'larger' | 'smaller' | 'usual-size' | 'previous-command' | 'next-command'

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
  /** The combination in words, and what it does. */
  readonly label: string
  readonly what: string
}

/** Every combination a terminal keeps for itself; the help page prints this table. */
export const shortcuts: readonly ShortcutRow[] = [
  { shortcut: 'copy', keys: ['c'], ctrl: true, shift: true, label: 'Ctrl+Shift+C', what: 'copy what is selected' },
  { shortcut: 'copy', keys: ['insert'], ctrl: true, shift: false, label: 'Ctrl+Insert', what: 'copy what is selected' },
  { shortcut: 'copy-output', keys: ['x'], ctrl: true, shift: true, label: 'Ctrl+Shift+X', what: 'copy the output of the last command' },
  { shortcut: 'paste', keys: ['v'], ctrl: true, shift: true, label: 'Ctrl+Shift+V', what: 'paste' },
  { shortcut: 'paste', keys: ['insert'], ctrl: false, shift: true, label: 'Shift+Insert', what: 'paste' },
  { shortcut: 'search', keys: ['f'], ctrl: true, shift: true, label: 'Ctrl+Shift+F', what: 'find in the terminal' },
  { shortcut: 'leave', keys: ['arrowleft'], ctrl: true, shift: true, label: 'Ctrl+Shift+←', what: 'leave the terminal or its transcript for the steps' },
  { shortcut: 'previous-command', keys: ['arrowup'], ctrl: true, shift: true, label: 'Ctrl+Shift+↑', what: 'jump to the previous command' },
  { shortcut: 'next-command', keys: ['arrowdown'], ctrl: true, shift: true, label: 'Ctrl+Shift+↓', what: 'jump to the next command' },
  { shortcut: 'larger', keys: ['+', '='], ctrl: true, shift: false, label: 'Ctrl++', what: 'larger text' },
  { shortcut: 'larger', keys: ['+', '='], ctrl: true, shift: true, label: 'Ctrl++', what: 'larger text' },
  { shortcut: 'smaller', keys: ['-'], ctrl: true, shift: false, label: 'Ctrl+-', what: 'smaller text' },
  { shortcut: 'usual-size', keys: ['0'], ctrl: true, shift: false, label: 'Ctrl+0', what: 'text of the usual size' },
]

/** The shortcut a key press means; undefined when it belongs to the program in the terminal. */
export function shortcutOf(press: KeyPress): Shortcut | undefined {
  if (press.altKey || press.metaKey) return undefined
  const key = press.key.toLowerCase()
  return shortcuts.find(({ keys, ctrl, shift }) => keys.includes(key) && ctrl === press.ctrlKey && shift === press.shiftKey)?.shortcut
}
