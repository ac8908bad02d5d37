import type { CheckedMessage } from '../../../lib/protocol/messages.ts'
import { Refusal } from '../refusal.ts'
import type { Session } from './session.ts'

/** A block that waits for the shell line by line is answered after so long at the latest. */
const answerWithinMs = 5_000

/** Types a command of the text into the terminal it means, as the learner would. */
export async function runCommand(session: Session, command: CheckedMessage<'command:run'>): Promise<{ terminal: string }> {
  const terminal = await session.terminals.target(command.target)
  session.terminals.activate(terminal.id)
  session.blocksRun.add(`${command.page}:${command.block}`)
  session.announce()
  if (command.controlKey) terminal.type(Buffer.from(controlKey(command.text)))
  else {
    const text = command.noNewline ? command.text : `${command.text}\n`
    await within(session.blockRuns.run(terminal, command, { text, interrupt: command.interrupt }), answerWithinMs)
  }
  return { terminal: terminal.id }
}

async function within(task: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  try {
    await Promise.race([task, patience])
  } finally {
    clearTimeout(timer)
  }
}

/** `^C` → 0x03, `^ESC` → 0x1b, `^X` → X & 0x1f. */
function controlKey(text: string): string {
  const name = text.trim().replace(/^\^/, '').toUpperCase()
  if (name === 'ESC') return '\u001B'
  if (!/^[@-_?]$/.test(name)) throw new Refusal('bad-message', `Expected a key such as ^C, got ${JSON.stringify(text.slice(0, 20))}.`)
  return name === '?' ? '\u007F' : String.fromCharCode(name.charCodeAt(0) & 0x1f)
}
