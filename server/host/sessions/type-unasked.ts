import type { Terminal } from '../terminals/terminal.ts'
import type { Session } from './session.ts'

/** Types what the scenario wants typed without a click. Nobody waits for it; what goes wrong stands in the log. */
export function typeUnasked(session: Session, terminal: Terminal, text: string): void {
  terminal.typing.text(text).catch((error: unknown) => {
    session.addLog(`A command could not be typed into “${terminal.name}”. ${error instanceof Error ? error.message : String(error)}\n`)
  })
}
