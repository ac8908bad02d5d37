import { describe, expect, it } from 'vitest'
import { limits } from '../../lib/protocol/limits.ts'
import { InputQueue, type InputMessage } from './input-queue.ts'

function setUp() {
  const sent: InputMessage[] = []
  const queue = new InputQueue((message) => sent.push(message))
  return { queue, sent, text: () => sent.map(({ data }) => data).join('') }
}

describe('InputQueue', () => {
  it('holds what is typed until the terminal is attached', () => {
    const { queue, sent } = setUp()
    queue.type('l')
    queue.type('s')
    expect(sent).toEqual([])
    queue.attached(0)
    queue.type('\r')
    expect(sent).toEqual([{ seq: 1, data: 'l' }, { seq: 2, data: 's' }, { seq: 3, data: '\r' }])
  })

  it('sends again only what did not arrive', () => {
    const { queue, sent } = setUp()
    queue.attached(0)
    for (const key of 'abcd') queue.type(key)
    sent.length = 0
    queue.pause()
    queue.type('e')
    queue.attached(2)
    expect(sent).toEqual([{ seq: 3, data: 'c' }, { seq: 4, data: 'd' }, { seq: 5, data: 'e' }])
  })

  it('counts on from what the server saw before the page was loaded anew', () => {
    const { queue, sent } = setUp()
    queue.attached(41)
    queue.type('x')
    expect(sent).toEqual([{ seq: 42, data: 'x' }])
  })

  it('sends after a pause of the program without losing or doubling', () => {
    const { queue, text } = setUp()
    queue.attached(0)
    queue.type('a')
    queue.pause()
    queue.type('b')
    queue.resume()
    queue.type('c')
    expect(text()).toBe('abc')
  })

  it('cuts a long paste into messages the server takes, never inside a character', () => {
    const { queue, sent, text } = setUp()
    queue.attached(0)
    const paste = `x${'😀'.repeat(limits.maxInputChars)}`
    queue.type(paste)
    expect(text()).toBe(paste)
    for (const { data } of sent) {
      expect(data.length).toBeLessThanOrEqual(limits.maxInputChars)
      // Throws at half of a surrogate pair.
      expect(() => encodeURIComponent(data)).not.toThrow()
    }
  })

  it('keeps no more than the server would', () => {
    const { queue, text } = setUp()
    for (let n = 0; n < 40; n += 1) queue.type(String(n % 10).repeat(limits.maxInputChars))
    queue.attached(0)
    expect(text().length).toBeLessThanOrEqual(limits.inputQueueBytes)
    expect(text().endsWith('9')).toBe(true)
  })
})
