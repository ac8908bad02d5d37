import type { LinkAck } from '../../lib/protocol/link-frames.ts'

const terminalId = /^[a-z0-9]{1,12}$/

/**
 * The message of a `terminal:ack`, checked by hand: it comes a thousand times as often as any other. Undefined when it is
 * not what the schema wants; the schema says why.
 */
export function acknowledgement(message: unknown): Omit<LinkAck, 'client'> | undefined {
  if (typeof message !== 'object' || message === null || !('terminal' in message) || !('offset' in message)) return undefined
  const { terminal, offset } = message
  if (typeof terminal !== 'string' || !terminalId.test(terminal)) return undefined
  if (typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset < 0 || offset >= 2 ** 48) return undefined
  return { terminal, offset }
}
