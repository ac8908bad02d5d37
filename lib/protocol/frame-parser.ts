import { Decoder, Encoder, PacketType } from 'socket.io-parser'
import { readDataFrame } from './frames.ts'

/**
 * socket.io's own parser, which also understands a data frame that comes unannounced as the event `terminal:data`. A
 * client that uses it says so with the query `frames=1`; any other client gets the same event in socket.io's own two
 * frames.
 */
class FrameDecoder extends Decoder {
  #attachments = 0

  override add(packet: unknown): void {
    if (typeof packet === 'string') {
      this.#attachments = announcedAttachments(packet)
      super.add(packet)
      return
    }
    if (this.#attachments > 0) {
      this.#attachments -= 1
      super.add(packet)
      return
    }
    const chunk = readDataFrame(toBytes(packet))
    if (!chunk) throw new Error('An unannounced binary frame that is no terminal data')
    this.emitReserved('decoded', { type: PacketType.EVENT, nsp: '/', data: ['terminal:data', chunk] })
  }
}

export const frameParser = { Encoder, Decoder: FrameDecoder }

// Kinds 5 and 6 are events and answers with binary parts: `52-["name",…]` has two.
function announcedAttachments(packet: string): number {
  const found = /^[56](\d+)-/.exec(packet)
  return found ? Number(found[1]) : 0
}

function toBytes(packet: unknown): Uint8Array {
  if (packet instanceof ArrayBuffer) return new Uint8Array(packet)
  if (packet instanceof Uint8Array) return packet
  return new Uint8Array()
}
