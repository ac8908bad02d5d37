import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MarkReader, type Mark } from './mark-reader.ts'

function read(chunks: readonly Uint8Array[]): { text: string; marks: Mark[] } {
  const marks: Mark[] = []
  const texts: Buffer[] = []
  const reader = new MarkReader({ text: (bytes) => texts.push(Buffer.from(bytes)), mark: (mark) => marks.push(mark) })
  for (const chunk of chunks) reader.push(chunk)
  return { text: Buffer.concat(texts).toString('latin1'), marks }
}

const cases: readonly (readonly [string, readonly Mark[], string])[] = [
  ['\u001B]133;A\u0007$ \u001B]133;B\u0007', [{ kind: 'prompt' }, { kind: 'input' }], '$ '],
  ['\u001B]133;P;k=s\u001B\\> ', [{ kind: 'more-input' }], '> '],
  ['\u001B]133;C;cmdline_url=echo a%3B b%0Ac 100%\u0007out', [{ kind: 'start', text: 'echo a; b\nc 100%' }], 'out'],
  ['\u001B]133;C\u0007', [{ kind: 'start', text: undefined }], ''],
  ['\u001B]133;D;130\u0007\u001B]133;D\u0007', [{ kind: 'end', code: 130 }, { kind: 'end', code: undefined }], ''],
  ['\u001B]7;file://host/home/a%25b\u0007', [{ kind: 'folder', path: '/home/a%b' }], ''],
  ['\u001B[?2004h\u001B[?1049;25l', [{ kind: 'paste', on: true }, { kind: 'alternate', on: false }], ''],
  ['\u001B[?25h\u001B[31mred\u001B]0;title\u0007\u001B(B', [], '\u001B[?25h\u001B[31mred\u001B]0;title\u0007\u001B(B'],
  ['\u001B]133;A\u001B[31mno mark', [], '\u001B]133;A\u001B[31mno mark'],
  ['\u001B]7777;x\u0007', [], '\u001B]7777;x\u0007'],
]

describe('MarkReader', () => {
  it.each(cases)('%j', (printed, marks, text) => {
    expect(read([Buffer.from(printed, 'latin1')])).toEqual({ text, marks })
  })

  it('finds the same wherever the stream is cut', () => {
    const stream = Buffer.from(`${cases.map(([printed]) => printed).join('x')}!`, 'latin1')
    const expected = read([stream])
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 60 }), (sizes) => {
      const chunks: Buffer[] = []
      let at = 0
      for (const size of [...sizes, stream.length]) {
        chunks.push(stream.subarray(at, at + size))
        at += size
      }
      expect(read(chunks)).toEqual(expected)
    }))
  })

  it('keeps no sequence that never ends', () => {
    const { text } = read([Buffer.from('\u001B]133;C;cmdline_url='), ...Array.from({ length: 40 }, () => Buffer.alloc(1024, 'x')), Buffer.from('y')])
    expect(text.endsWith('xy')).toBe(true)
  })
})
