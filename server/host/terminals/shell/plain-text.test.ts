import { describe, expect, it } from 'vitest'
import { plainText } from './plain-text.ts'

describe('plain text of what a program printed', () => {
  it.each([
    ['lines', 'one\r\ntwo\r\n', 'one\ntwo\n'],
    ['colours', '\u001B[1;31mred\u001B[m and \u001B[38;5;3mmore\u001B[0m', 'red and more'],
    ['titles and links', '\u001B]0;a title\u0007\u001B]8;;http://a.example\u001B\\link\u001B]8;;\u001B\\', 'link'],
    ['a progress bar', '10 %\r20 %\r100 %\r\ndone\r\n', '100 %\ndone\n'],
    ['a shorter line over a longer one', 'downloading\r\u001B[Kdone\r\n', 'done\n'],
    ['what was taken back', 'heklo\b\b\bllo\r\n', 'hello\n'],
    ['a deleted and an inserted character', 'abXc\b\b\u001B[P\r\nac\b\u001B[@b\r\n', 'abc\nabc\n'],
    ['several lines drawn again', 'a 1\r\nb 1\r\n\u001B[2A\u001B[Ka 2\r\n\u001B[Kb 2\r\n', 'a 2\nb 2\n'],
    ['a cleared screen', 'before\r\n\u001B[H\u001B[2J\u001B[3Jafter', 'after'],
    ['tabs', 'NAME\tAGE\r\n', 'NAME\tAGE\n'],
    ['emoji and accents', 'é 🚀 日本\r\n', 'é 🚀 日本\n'],
    ['broken UTF-8 and lone controls', '\u0000\u0007\u000Eok\u007F\u009B', 'ok'],
    ['an unfinished sequence at the end', 'ok\u001B[1;', 'ok'],
    ['charset and other short sequences', '\u001B(B\u001B=\u001B7ok\u001B8', 'ok'],
    ['a gap', 'a\u001B[3Cb', 'a   b'],
  ])('%s', (_, printed, expected) => expect(plainText(Buffer.from(printed))).toBe(expected))

  it('stays small whatever the numbers say', () => {
    const text = plainText(Buffer.from(`${'\u001B[9999999C'.repeat(2000)}x${'\u001B[9999999B'.repeat(2000)}y`))
    expect(text.length).toBeLessThan(5_000)
  })
})
