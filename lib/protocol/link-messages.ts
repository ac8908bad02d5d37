import { z } from 'zod'
import { refusalCodes } from './result.ts'

/** Raised when web and host of different versions would misunderstand each other. */
export const linkVersion = 3

const client = z.int().min(1).max(2 ** 32 - 1)
const reply = z.int().min(0).optional()

const person = z.object({ id: z.string().min(1).max(128), name: z.string().max(200), role: z.string().max(40) })

/** What the web process says to the host process. `message` is checked again by the event's own schema. */
export const webToHost = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), version: z.literal(linkVersion), token: z.string().max(200).optional() }),
  z.object({ kind: z.literal('connect'), client, person, address: z.string().max(100), frames: z.boolean() }),
  z.object({ kind: z.literal('disconnect'), client }),
  z.object({ kind: z.literal('event'), client, event: z.string().max(40), message: z.unknown(), reply }),
  /** The web process ends in good order: its clients come back by themselves. */
  z.object({ kind: z.literal('draining') }),
])
export type WebToHost = z.infer<typeof webToHost>

const result = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.enum(refusalCodes), message: z.string() }),
])

/**
 * What the host process says to the web process. A control frame of kind `attached` is one of these with bytes behind it:
 * 32 bits with the length of the JSON, the JSON, then the bytes, which belong to `value[bytes]`.
 */
export const hostToWeb = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('welcome'), version: z.literal(linkVersion), gatewaySocket: z.string().optional() }),
  z.object({ kind: z.literal('reply'), client, reply: z.int().min(0), result, bytes: z.string().max(40).optional() }),
  z.object({ kind: z.literal('emit'), client, event: z.string().max(40), value: z.unknown().optional(), bytes: z.string().max(40).optional() }),
  z.object({ kind: z.literal('kick'), client, reason: z.string().max(200) }),
])
export type HostToWeb = z.infer<typeof hostToWeb>
