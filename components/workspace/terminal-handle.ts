/** What keys, buttons and menus may ask of a terminal on the screen. */
export interface TerminalHandle {
  /** Copies what is selected, or says that nothing is. */
  readonly copy: () => void
  /** Copies what the last command printed. */
  readonly copyOutput: () => void
  readonly paste: () => void
  readonly selectAll: () => void
  readonly find: () => void
  readonly clear: () => void
  /** Scrolls to the command before or after. */
  readonly jump: (direction: 'previous' | 'next') => void
}

/** Terminals on the screen by id; each comes and goes with its panel. */
export type TerminalHandles = Map<string, TerminalHandle>
