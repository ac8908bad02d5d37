import { replacePlaceholders } from '../../../lib/markdown/placeholders.ts'
import { Refusal } from '../refusal.ts'
import { typeUnasked } from './type-unasked.ts'
import type { Session } from './session.ts'

/** Terminal 1 with the author's greeting, and the further ones of the scenario with what each is to run. */
export async function openFirstTerminals(session: Session): Promise<void> {
  const { scenario, terminals, context: { addresses } } = session
  await terminals.open({ greeting: greetingText(scenario.greeting) })
  for (const { name, host, command } of scenario.terminals) {
    try {
      const terminal = await terminals.open({ name, host })
      if (command) typeUnasked(session, terminal, `${replacePlaceholders(command, addresses).trimEnd()}\n`)
    } catch (error) {
      // More than a session may have: the learner works with those there are.
      if (!(error instanceof Refusal)) throw error
      session.addLog(`Terminal “${name}” was not opened. ${error.message}\n`)
    }
  }
}

/** On a terminal a line ends with both characters, and the prompt begins on a line of its own. */
function greetingText(greeting: string): string {
  if (greeting === '') return ''
  const lines = greeting.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n')
  return lines.endsWith('\r\n') ? lines : `${lines}\r\n`
}
