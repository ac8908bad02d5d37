import { limits } from '../../lib/protocol/limits.ts'
import { clientMessages, explainRefusal, isClientEvent, type ClientEventName } from '../../lib/protocol/messages.ts'
import type { RefusalCode, Result } from '../../lib/protocol/result.ts'
import { tooLong } from './server-parser.ts'

type Refusal = Extract<Result<never>, { ok: false }>
export type Checked = { readonly ok: true; readonly event: ClientEventName; readonly message: unknown } | Refusal

/** The one place where a message of a browser becomes data of ours, or a refusal that says what is wrong. */
export function checkMessage(event: unknown, message: unknown): Checked {
  if (typeof event !== 'string' || !isClientEvent(event)) return refuse('bad-message', `There is no event ${JSON.stringify(event)?.slice(0, 60)}.`)
  if (message === tooLong) return refuse('bad-message', `${event}: a message has at most ${limits.maxMessageChars} characters.`)
  const parsed = clientMessages[event].safeParse(message)
  if (!parsed.success) return refuse('bad-message', explainRefusal(event, parsed.error))
  return { ok: true, event, message: parsed.data }
}

export function refuse(code: RefusalCode, message: string): Refusal {
  return { ok: false, code, message }
}
