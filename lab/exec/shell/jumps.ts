/** Why a program ended before its end: Ctrl-C. */
export class Interrupted extends Error {}

/** Ends the shell: `exit 3`. */
export class ShellExit extends Error {
  readonly status: number

  constructor(status: number) {
    super('exit')
    this.status = status
  }
}

/** Leaves loops: `break`, `continue 2`. */
export class LoopJump extends Error {
  readonly kind: 'break' | 'continue'
  /** Loops that are still to be left. */
  levels: number

  constructor(kind: 'break' | 'continue', levels: number) {
    super(kind)
    this.kind = kind
    this.levels = levels
  }
}
