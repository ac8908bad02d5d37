import type { RawData } from 'ws'

/** A message as one piece of bytes. */
export function bytesOf(message: RawData): Buffer {
  if (Array.isArray(message)) return Buffer.concat(message)
  return Buffer.isBuffer(message) ? message : Buffer.from(message)
}
