import { PacketType } from 'socket.io-parser'
import { describe, expect, it } from 'vitest'
import { frameParser } from './frame-parser.ts'
import { dataFrameHeader } from './frames.ts'

function decode(packets: readonly unknown[]): unknown[] {
  const decoder = new frameParser.Decoder()
  const events: unknown[] = []
  decoder.on('decoded', (packet: { data?: unknown }) => events.push(packet.data))
  for (const packet of packets) decoder.add(packet)
  return events
}

const data = Buffer.concat([dataFrameHeader('t1', 3), Buffer.from('abc')])

describe('the frame parser', () => {
  it('takes an unannounced binary frame for terminal data', () => {
    const [event] = decode([data])
    expect(event).toMatchObject(['terminal:data', { terminal: 't1', offset: 3 }])
  })

  it('takes an ArrayBuffer, as browsers deliver it', () => {
    expect(decode([Uint8Array.from(data).buffer])).toMatchObject([['terminal:data', { terminal: 't1' }]])
  })

  it('keeps socket.io’s own binary events', () => {
    const packets = new frameParser.Encoder().encode({ type: PacketType.EVENT, nsp: '/', data: ['x', { a: Buffer.from('1'), b: Buffer.from('2') }] })
    expect(decode([...packets, data])).toMatchObject([['x', { a: Buffer.from('1'), b: Buffer.from('2') }], ['terminal:data', { offset: 3 }]])
  })

  it('keeps answers with binary parts and an id', () => {
    const packets = new frameParser.Encoder().encode({ type: PacketType.ACK, nsp: '/', id: 12, data: [{ screen: Buffer.from('s') }] })
    expect(decode([...packets, data])).toMatchObject([[{ screen: Buffer.from('s') }], ['terminal:data', {}]])
  })

  it('refuses a binary frame of an unknown kind', () => {
    expect(() => decode([Buffer.from([7, 7])])).toThrow(/no terminal data/)
  })
})
