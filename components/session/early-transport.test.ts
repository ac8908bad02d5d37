import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EarlySocket } from './early-socket.ts'
import { TakenSocket } from './early-transport.ts'

class FakeSocket {
  static readonly OPEN = 1
  readonly sent: unknown[] = []
  closed = false
  readyState: number
  binaryType = 'blob'
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: unknown) => void) | null = null

  constructor(readyState: number) {
    this.readyState = readyState
  }

  send(message: unknown): void {
    this.sent.push(message)
  }

  close(): void {
    this.closed = true
    this.onclose?.({})
  }
}

const greeting = '0{"sid":"a"}'
const hello = '40{"sid":"b"}'
const joined = '430[{"ok":true}]'
const join = '420["session:join",{}]'

// Every answer takes a turn of its own.
const settle = () => new Promise((resolve) => { setTimeout(resolve) })

/** A client that says its messages one by one, each when the one before it was answered. */
function setUp({ got = [] as string[], sent = [] as string[], readyState = FakeSocket.OPEN, says = ['40', join] }) {
  const socket = new FakeSocket(readyState)
  const early: EarlySocket = { scenario: 's', tab: 't', socket: socket as unknown as WebSocket, got, sent }
  const taken = new TakenSocket(early)
  const heard: unknown[] = []
  const left = [...says]
  taken.onopen = () => heard.push('open')
  taken.onclose = () => heard.push('close')
  taken.onmessage = ({ data }) => {
    heard.push(data)
    const next = left.shift()
    if (next) taken.send(next)
  }
  return { socket, taken, heard }
}

beforeEach(() => { vi.stubGlobal('WebSocket', FakeSocket) })
afterEach(() => { vi.unstubAllGlobals() })

describe('TakenSocket', () => {
  it('tells what came, and sends nothing twice', async () => {
    const { socket, heard, taken } = setUp({ got: [greeting, hello, joined, 'later'], sent: ['40', join] })
    await settle()
    expect(heard).toEqual(['open', greeting, hello, joined, 'later'])
    expect(socket.sent).toEqual([])
    taken.send('421[]')
    socket.onmessage?.({ data: '431[]' })
    expect(socket.sent).toEqual(['421[]'])
    expect(heard.at(-1)).toBe('431[]')
  })

  it.each([
    [[], []],
    [[greeting], ['40']],
    [[greeting, hello], ['40', join]],
  ])('goes on where the page stood after %j', async (got, sent) => {
    const { socket, heard } = setUp({ got, sent })
    await settle()
    for (const data of [greeting, hello, joined].slice(got.length)) socket.onmessage?.({ data })
    expect(heard).toEqual(['open', greeting, hello, joined])
    expect([...sent, ...socket.sent]).toEqual(['40', join])
  })

  it('keeps an answer until its question was asked', async () => {
    const { heard, taken } = setUp({ got: [greeting, hello, joined], sent: ['40', join], says: [] })
    await settle()
    expect(heard).toEqual(['open', greeting])
    taken.send('40')
    expect(heard).toEqual(['open', greeting])
    await settle()
    expect(heard).toEqual(['open', greeting, hello])
    taken.send(join)
    await settle()
    expect(heard).toEqual(['open', greeting, hello, joined])
  })

  it('opens when the connection does', () => {
    const { socket, heard } = setUp({ readyState: 0 })
    expect(heard).toEqual([])
    socket.onopen?.()
    socket.onmessage?.({ data: greeting })
    expect(heard).toEqual(['open', greeting])
  })

  it('ends when the client says something else', async () => {
    const { socket, heard, taken } = setUp({ got: [greeting, hello, joined], sent: ['40', join], says: ['40'] })
    await settle()
    taken.send('420["session:join",{"scenario":"other"}]')
    expect(socket.closed).toBe(true)
    expect(heard).toEqual(['open', greeting, hello, 'close'])
    expect(socket.sent).toEqual([])
  })
})
