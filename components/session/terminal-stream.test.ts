import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { limits } from '../../lib/protocol/limits.ts'
import { TerminalStream, type TerminalSink } from './terminal-stream.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const resume = (offset: number) => ({ kind: 'resume', offset, lastInput: 0 }) as const
const chunk = (offset: number, text: string) => ({ terminal: 't', offset, bytes: bytes(text) })

function setUp() {
  const screen: string[] = []
  const waiting: (() => void)[] = []
  const acks: number[] = []
  const attaches: (number | undefined)[] = []
  const sink: TerminalSink = {
    write: (data, done) => { screen.push(new TextDecoder().decode(data)); waiting.push(done) },
    repaint: ({ screen: picture }, done) => { expect(picture).toBeInstanceOf(Uint8Array); screen.length = 0; screen.push(new TextDecoder().decode(picture)); waiting.push(done) },
  }
  const stream = new TerminalStream({ sink, acknowledge: (offset) => acks.push(offset), attachAgain: (offset) => attaches.push(offset) })
  return { stream, acks, attaches, shown: () => screen.join(''), parseAll: () => { for (const done of waiting.splice(0)) done() } }
}

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

describe('TerminalStream', () => {
  it('shows each byte once when chunks overlap', () => {
    const { stream, shown } = setUp()
    stream.attached(resume(0))
    stream.receive(chunk(0, 'hello'))
    stream.receive(chunk(0, 'hello'))
    stream.receive(chunk(3, 'lo world'))
    expect(shown()).toBe('hello world')
    expect(stream.offset).toBe(11)
  })

  it('attaches again from the last byte it has when one is missing', () => {
    const { stream, shown, attaches } = setUp()
    stream.attached(resume(0))
    stream.receive(chunk(0, 'abc'))
    stream.receive(chunk(5, 'fg'))
    stream.receive(chunk(7, 'h'))
    expect(attaches).toEqual([3])
    stream.attached(resume(3))
    stream.receive(chunk(3, 'defgh'))
    expect(shown()).toBe('abcdefgh')
  })

  it('starts over from a picture', () => {
    const { stream, shown, acks, parseAll } = setUp()
    stream.attached(resume(0))
    stream.receive(chunk(0, 'old'))
    stream.detached()
    stream.attached({ kind: 'repaint', offset: 900, lastInput: 0, screen: bytes('picture'), cols: 80, rows: 24 })
    stream.receive(chunk(900, '!'))
    expect(shown()).toBe('picture!')
    parseAll()
    vi.advanceTimersByTime(limits.ackAfterMs)
    expect(acks).toEqual([900, 901])
  })

  it('acknowledges only what was parsed: much at once, little after a moment', () => {
    const { stream, acks, parseAll } = setUp()
    stream.attached(resume(0))
    stream.receive(chunk(0, 'x'.repeat(limits.ackEveryBytes)))
    vi.advanceTimersByTime(1_000)
    expect(acks).toEqual([])
    parseAll()
    expect(acks).toEqual([limits.ackEveryBytes])
    stream.receive(chunk(limits.ackEveryBytes, 'y'))
    parseAll()
    expect(acks).toEqual([limits.ackEveryBytes])
    vi.advanceTimersByTime(limits.ackAfterMs)
    expect(acks).toEqual([limits.ackEveryBytes, limits.ackEveryBytes + 1])
  })

  it('acknowledges a flood no more often than is asked for, and all of it', () => {
    const { stream, acks, parseAll } = setUp()
    stream.attached(resume(0))
    for (let at = 0; at < 50; at += 1) {
      stream.receive(chunk(at * limits.ackEveryBytes, 'x'.repeat(limits.ackEveryBytes)))
      parseAll()
      vi.advanceTimersByTime(1)
    }
    expect(acks.length).toBeGreaterThan(3)
    expect(acks.length).toBeLessThanOrEqual(1 + 50 / limits.ackPauseMs)
    vi.advanceTimersByTime(limits.ackPauseMs)
    expect(acks.at(-1)).toBe(50 * limits.ackEveryBytes)
  })

  it('tells when everything is parsed, at once when it is', () => {
    const { stream, parseAll } = setUp()
    let told = 0
    stream.whenParsed(() => { told += 1 })
    expect(told).toBe(1)
    stream.attached(resume(0))
    stream.receive(chunk(0, 'abc'))
    stream.detached()
    stream.whenParsed(() => { told += 1 })
    expect(told).toBe(1)
    parseAll()
    expect(told).toBe(2)
    parseAll()
    expect(told).toBe(2)
  })

  it('ignores chunks while detached and after the end', () => {
    const { stream, shown, acks, parseAll } = setUp()
    stream.receive(chunk(0, 'too early'))
    stream.attached(resume(0))
    stream.receive(chunk(0, 'a'))
    stream.close()
    stream.receive(chunk(1, 'b'))
    parseAll()
    vi.advanceTimersByTime(1_000)
    expect(shown()).toBe('a')
    expect(acks).toEqual([])
  })

  it('takes binary as a browser’s socket delivers it', () => {
    const { stream, shown } = setUp()
    stream.attached(resume(0))
    // The type says Uint8Array, the browser's socket.io gives ArrayBuffer: this is that case.
    stream.receive({ terminal: 't', offset: 0, bytes: bytes('ok').buffer as unknown as Uint8Array })
    expect(shown()).toBe('ok')
    stream.attached({ kind: 'repaint', offset: 2, lastInput: 0, screen: bytes('new').buffer as unknown as Uint8Array, cols: 80, rows: 24 })
    expect(shown()).toBe('new')
  })

  it('shows the stream whole however it is cut, repeated and interrupted', () => {
    const text = Array.from({ length: 200 }, (_, n) => String.fromCharCode(97 + (n % 26))).join('')
    const piece = fc.record({ at: fc.integer({ min: 0, max: 199 }), length: fc.integer({ min: 1, max: 60 }), cut: fc.boolean() })
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const { stream, shown, attaches } = setUp()
      stream.attached(resume(0))
      for (const { at, length, cut } of pieces) {
        if (cut) {
          stream.detached()
          stream.attached(resume(stream.offset ?? 0))
        }
        stream.receive(chunk(at, text.slice(at, at + length)))
        for (const offset of attaches.splice(0)) stream.attached(resume(offset ?? 0))
      }
      stream.receive(chunk(stream.offset ?? 0, text.slice(stream.offset)))
      expect(shown()).toBe(text)
    }))
  })
})
