import type { LinkAck, LinkInput } from '../../lib/protocol/link-frames.ts'
import { limits } from '../../lib/protocol/limits.ts'

const terminalId = /^[a-z0-9]{1,12}$/

/**
 * The message of a `terminal:ack`, checked by hand: it comes a thousand times as often as any other. Undefined when it is
 * not what the schema wants; the schema says why.
 */
export function readAck(message: unknown): Omit<LinkAck, 'client'> | undefined {
  if (!isRecord(message)) return undefined
  const { terminal, offset } = message
  if (typeof terminal !== 'string' || !terminalId.test(terminal)) return undefined
  return isNumber(offset) ? { terminal, offset } : undefined
}

/** The same for a `terminal:input`: somebody waits for its echo. */
export function readInput(message: unknown): Omit<LinkInput, 'client'> | undefined {
  if (!isRecord(message)) return undefined
  const { terminal, data, binary = false, seq } = message
  if (typeof terminal !== 'string' || !terminalId.test(terminal)) return undefined
  if (typeof data !== 'string' || data.length > limits.maxInputChars || typeof binary !== 'boolean') return undefined
  if (seq !== undefined && (!isNumber(seq) || seq === 0)) return undefined
  return { terminal, seq: seq ?? 0, data: Buffer.from(data, binary ? 'latin1' : 'utf8') }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

// As far as it travels in 48 bits.
function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < 2 ** 48
}
