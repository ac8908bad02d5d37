import { afterEach, describe, expect, it, vi } from 'vitest'
import { earlySocketScript, earlyTab, takeEarlySocket } from './early-socket.ts'

class FakeSocket {
  static readonly OPEN = 1
  static last: FakeSocket | undefined
  readonly url: string
  readonly sent: string[] = []
  readyState = 1
  binaryType = 'blob'
  onmessage: ((event: { data: unknown }) => unknown) | undefined

  constructor(url: string) {
    this.url = url
    FakeSocket.last = this
  }

  send(message: string): void {
    this.sent.push(message)
  }
}

/** Runs the script in a page at this address; `hear` is a message from the server. */
function open(address: string, scenario = 'canary') {
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('location', new URL(address))
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('earlySocket', undefined)
  // The text that stands in the page, as the browser runs it.
  new Function(earlySocketScript(scenario))()
  const socket = FakeSocket.last
  if (!socket) throw new Error('The script opened no socket')
  return { socket, hear: (data: unknown) => socket.onmessage?.({ data }) }
}

function joinOf(message: string | undefined): unknown {
  return JSON.parse(message?.replace(/^420/, '') ?? '')
}

afterEach(() => { vi.unstubAllGlobals() })

describe('earlySocketScript', () => {
  it('connects where the page came from', () => {
    expect(open('https://player.example:8443/learn/canary/1').socket.url).toBe('wss://player.example:8443/socket.io/?frames=1&EIO=4&transport=websocket')
    expect(open('http://localhost:3000/learn/canary/1').socket.url).toBe('ws://localhost:3000/socket.io/?frames=1&EIO=4&transport=websocket')
  })

  it('greets, then joins, each when the server has said the word before', () => {
    const { socket, hear } = open('http://localhost/learn/canary/1')
    expect(socket.sent).toEqual([])
    hear('0{"sid":"a"}')
    expect(socket.sent).toEqual(['40'])
    hear('40{"sid":"b"}')
    expect(joinOf(socket.sent[1])).toEqual(['session:join', { scenario: 'canary', tab: earlyTab(), mode: 'take' }])
    hear('430[{"ok":true}]')
    expect(socket.sent).toHaveLength(2)
    expect(takeEarlySocket()).toMatchObject({ scenario: 'canary', got: ['0{"sid":"a"}', '40{"sid":"b"}', '430[{"ok":true}]'], sent: socket.sent })
  })

  it('hands the token of a link on', () => {
    const { socket, hear } = open('http://localhost/learn/canary/1?session=abc')
    hear('0{}')
    hear('40{}')
    expect(joinOf(socket.sent[1])).toMatchObject(['session:join', { link: 'abc' }])
  })

  it('does not join where it is turned away', () => {
    const { socket, hear } = open('http://localhost/learn/canary/1')
    hear('0{}')
    hear('44{"message":"no"}')
    expect(socket.sent).toEqual(['40'])
  })

  it('answers pings while nobody else does', () => {
    const { socket, hear } = open('http://localhost/learn/canary/1')
    hear('0{}')
    hear('2')
    expect(socket.sent).toEqual(['40', '3'])
    expect(takeEarlySocket()?.got).toEqual(['0{}'])
  })

  it('cannot be ended by a name', () => {
    expect(earlySocketScript('</script><b>')).not.toContain('<')
  })
})

describe('takeEarlySocket', () => {
  it('gives it once, and only while it lives', () => {
    open('http://localhost/learn/canary/1')
    expect(takeEarlySocket()).toBeDefined()
    expect(takeEarlySocket()).toBeUndefined()
    const { socket } = open('http://localhost/learn/canary/1')
    socket.readyState = 3
    expect(takeEarlySocket()).toBeUndefined()
  })
})
