import { describe, expect, it } from 'vitest'
import { looksTheSame } from './looks-the-same.ts'

const size = { cols: 40, rows: 6 }
const prompt = '\u001B[?2004h\u001B]7;file://host/home/learner/a/very/long/folder/indeed/longer/than/the/screen\u0007\u001B]133;A\u0007\u001B[01;32mlearner\u001B[0m:~$ \u001B]133;B\u0007'

describe('output before the first tab came', () => {
  it.each([
    ['nothing', ''],
    ['a prompt with marks and colours', prompt],
    ['a greeting and a prompt', `Welcome!\r\nType help.\r\n${prompt}`],
    ['characters of several bytes', 'día — 日本\r\n$ '],
    ['a question about the terminal', '\u001B[c\u001B[6n$ '],
  ])('looks the same with %s', (_name, text) => {
    expect(looksTheSame(Buffer.from(text), size)).toBe(true)
  })

  it.each([
    ['a line as wide as the screen', 'x'.repeat(40)],
    ['wide characters that may fill a line', '漢'.repeat(20)],
    ['tabs that may fill a line', '\t'.repeat(5)],
    ['as many lines as the screen', 'a\r\n'.repeat(6)],
    ['a moved cursor', '\u001B[5;5Hx'],
    ['the other screen', '\u001B[?1049hx'],
    ['a backspace', 'ab\bc'],
    ['a sequence that has not ended', '$ \u001B]133;A'],
    ['half a sequence', '$ \u001B['],
    ['control characters of eight bits', Buffer.from('a\u009B5Cb', 'latin1')],
    ['more than a greeting', '\r'.repeat(5_000)],
  ])('may not look the same with %s', (_name, text) => {
    expect(looksTheSame(Buffer.from(text), size)).toBe(false)
  })
})
