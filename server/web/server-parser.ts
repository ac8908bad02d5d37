import { Decoder, Encoder, PacketType } from 'socket.io-parser'
import type { Socket } from 'socket.io'
import { limits } from '../../lib/protocol/limits.ts'

/** Stands for the payload of a message that was too long to be parsed; no schema accepts it. */
export const tooLong = Symbol('a message that is too long')

/** The two messages that come a thousand times as often as any other. */
export type ShortEvent = 'terminal:input' | 'terminal:ack'

/** Takes such a message, or returns false: then it goes the way of all others. */
export type TakeShort = (event: ShortEvent, message: unknown) => boolean

const shortStarts: readonly (readonly [ShortEvent, string])[] = [['terminal:input', '2["terminal:input",'], ['terminal:ack', '2["terminal:ack",']]

/**
 * socket.io's parser, which never parses what is too long, but keeps event and id so that the sender is told. Messages that
 * somebody waits for can be taken right here: the rest of socket.io costs more than all else that is done with a key.
 */
class ServerDecoder extends Decoder {
  takeShort: TakeShort | undefined
  /** Something is on the long way, which takes a few ticks: nothing may overtake it. */
  #isBehind = false

  constructor() {
    // No message of ours has binary parts; one is let through so that the schema can say so.
    super({ maxAttachments: 1 })
  }

  override add(packet: unknown): void {
    if (typeof packet === 'string' && !this.#isBehind && this.takeShort && isTaken(packet, this.takeShort)) return
    if (!this.#isBehind) {
      this.#isBehind = true
      setImmediate(() => { this.#isBehind = false })
    }
    if (typeof packet !== 'string' || packet.length <= limits.maxMessageChars) {
      super.add(packet)
      return
    }
    const [, id, event] = /^2(\d{1,15})?\["([^"\\]{1,60})"/.exec(packet) ?? []
    if (!event) throw new Error('A message that is too long and is no event')
    this.emitReserved('decoded', { type: PacketType.EVENT, nsp: '/', data: [event, tooLong], ...(id ? { id: Number(id) } : {}) })
  }
}

export const serverParser = { Encoder, Decoder: ServerDecoder }

/** From now on the most frequent messages of this connection go to `take` first, in their order among the others. */
export function takeShortMessages(socket: Socket, take: TakeShort): void {
  // The pinned version keeps its decoder there; without it every message takes the long way.
  const { decoder } = socket.client as unknown as { readonly decoder?: unknown }
  if (decoder instanceof ServerDecoder) decoder.takeShort = take
}

function isTaken(packet: string, take: TakeShort): boolean {
  for (const [event, start] of shortStarts) {
    if (!packet.startsWith(start)) continue
    if (packet.length > limits.maxMessageChars) return false
    try {
      return take(event, JSON.parse(packet.slice(start.length, -1)))
    } catch {
      return false // More than one argument, or no JSON at all: the long way says so.
    }
  }
  return false
}
