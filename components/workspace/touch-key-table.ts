/** A key of the bar: what it sends, and what it sends while Ctrl is held. */
export interface TouchKey {
  readonly label: string
  readonly name: string
  readonly plain: string
  readonly control?: string
}

export const touchKeys: readonly TouchKey[] = [
  { label: 'Esc', name: 'Escape', plain: '\x1b' },
  { label: 'Tab', name: 'Tab', plain: '\t' },
  { label: '^C', name: 'Interrupt, Control C', plain: '\x03' },
  { label: '↑', name: 'Up', plain: '\x1b[A', control: '\x1b[1;5A' },
  { label: '↓', name: 'Down', plain: '\x1b[B', control: '\x1b[1;5B' },
  { label: '←', name: 'Left', plain: '\x1b[D', control: '\x1b[1;5D' },
  { label: '→', name: 'Right', plain: '\x1b[C', control: '\x1b[1;5C' },
  { label: 'D', name: 'Letter D', plain: 'd', control: '\x04' },
  { label: 'R', name: 'Letter R', plain: 'r', control: '\x12' },
  { label: 'Z', name: 'Letter Z', plain: 'z', control: '\x1a' },
  { label: '|', name: 'Pipe', plain: '|' },
  { label: '/', name: 'Slash', plain: '/' },
  { label: '-', name: 'Dash', plain: '-' },
  { label: '~', name: 'Tilde', plain: '~' },
  { label: '$', name: 'Dollar', plain: '$' },
  { label: '*', name: 'Star', plain: '*' },
  { label: 'PgUp', name: 'Page up', plain: '\x1b[5~' },
  { label: 'PgDn', name: 'Page down', plain: '\x1b[6~' },
]
