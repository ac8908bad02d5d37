import { Decoder, Encoder, PacketType } from 'socket.io-parser'
import { limits } from '../../lib/protocol/limits.ts'

/** Stands for the payload of a message that was too long to be parsed; no schema accepts it. */
export const tooLong = Symbol('a message that is too long')

/** socket.io's parser, which never parses what is too long, but keeps event and id so that the sender is told. */
class BoundedDecoder extends Decoder {
  constructor() {
    // No message of ours has binary parts; one is let through so that the schema can say so.
    super({ maxAttachments: 1 })
  }

  override add(packet: unknown): void {
    if (typeof packet !== 'string' || packet.length <= limits.maxMessageChars) {
      super.add(packet)
      return
    }
    const [, id, event] = /^2(\d{1,15})?\["([^"\\]{1,60})"/.exec(packet) ?? []
    if (!event) throw new Error('A message that is too long and is no event')
    this.emitReserved('decoded', { type: PacketType.EVENT, nsp: '/', data: [event, tooLong], ...(id ? { id: Number(id) } : {}) })
  }
}

export const serverParser = { Encoder, Decoder: BoundedDecoder }
