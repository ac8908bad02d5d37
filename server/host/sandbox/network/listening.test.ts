import { describe, expect, it } from 'vitest'
import { parseListening } from './listening.ts'

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
const row = (local: string, state: string) => `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 1234 1 0000000000000000 100 0 0 10 0\n`

describe('listening sockets', () => {
  it.each([
    ['0100007F:1F90', 8080, true],
    ['00000000:0050', 80, true],
    ['00000000000000000000000000000000:0050', 80, true],
    ['00000000000000000000000001000000:0BB8', 3000, false],
    ['0000000000000000FFFF00000100007F:0BB8', 3000, true],
  ])('%s', (local, port, overIpv4) => {
    expect(parseListening(head + row(local, '0A'))).toEqual([{ port, inode: '1234', overIpv4 }])
  })

  it('leaves connections out', () => {
    expect(parseListening(head + row('0100007F:1F90', '01'))).toEqual([])
    expect(parseListening('')).toEqual([])
  })
})
