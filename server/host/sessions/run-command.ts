import type { CheckedMessage } from '../../../lib/protocol/messages.ts'
import { Refusal } from '../refusal.ts'
import type { Terminal } from '../terminals/terminal.ts'
import type { Session } from './session.ts'

/** Types a command of the text into the terminal it means, as the learner would. */
export async function runCommand(session: Session, command: CheckedMessage<'command:run'>): Promise<{ terminal: string }> {
  const terminal = await session.terminals.target(command.target)
  session.terminals.activate(terminal.id)
  session.blocksRun.add(`${command.page}:${command.block}`)
  if (command.controlKey) terminal.type(Buffer.from(controlKey(command.text)))
  else {
    if (command.interrupt) terminal.type(Buffer.from('\u0003'))
    await typeText(terminal, command.noNewline ? command.text : `${command.text}\n`)
  }
  session.announce()
  return { terminal: terminal.id }
}

/** Types text; each line end is the Enter key. */
export async function typeText(terminal: Terminal, text: string): Promise<void> {
  terminal.type(Buffer.from(text.replaceAll('\r\n', '\n').replaceAll('\n', '\r')))
}

/** `^C` → 0x03, `^ESC` → 0x1b, `^X` → X & 0x1f. */
function controlKey(text: string): string {
  const name = text.trim().replace(/^\^/, '').toUpperCase()
  if (name === 'ESC') return '\u001B'
  if (!/^[@-_?]$/.test(name)) throw new Refusal('bad-message', `Expected a key such as ^C, got ${JSON.stringify(text.slice(0, 20))}.`)
  return name === '?' ? '\u007F' : String.fromCharCode(name.charCodeAt(0) & 0x1f)
}
