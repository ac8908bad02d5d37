import { describe, expect, it } from 'vitest'
import { answerName } from './names.ts'

const a = 1
const aaaa = 28

function question(name: string, type: number): Buffer {
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)])
  return Buffer.from([0x12, 0x34, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, type, 0, 1])
}

const patterns = ['shop.lab', '*.route.localhost']

describe('names inside a sandbox', () => {
  it.each([
    ['shop.lab', a, 0, 1],
    ['SHOP.lab', a, 0, 1],
    ['x.route.localhost', a, 0, 1],
    ['a.b.route.localhost', a, 0, 1],
    ['shop.lab', aaaa, 0, 0],
    ['route.localhost', a, 3, 0],
    ['evil-route.localhost', a, 3, 0],
    ['example.org', a, 3, 0],
  ])('%s type %d has code %d and %d answers', (name, type, code, answers) => {
    const asked = question(name, type)
    const answer = answerName(asked, patterns)
    expect(answer?.readUInt16BE(0)).toBe(0x1234)
    expect((answer?.readUInt16BE(2) ?? 0) & 0x800F).toBe(0x8000 + code)
    expect(answer?.readUInt16BE(6)).toBe(answers)
    expect(answer?.subarray(12, asked.length).equals(asked.subarray(12))).toBe(true)
    if (answers === 1) expect([...(answer?.subarray(-4) ?? [])]).toEqual([127, 0, 0, 1])
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['half a header', Buffer.alloc(11)],
    ['no question', Buffer.alloc(12)],
    ['a name without an end', question('shop.lab', a).subarray(0, 18)],
    ['a name that refers to itself', Buffer.from([0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xC0, 12, 0, 1, 0, 1])],
    ['a label longer than the message', Buffer.from([0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 60, 65, 65])],
  ])('says nothing to %s', (_, message) => {
    expect(answerName(message, patterns)).toBeUndefined()
  })
})
