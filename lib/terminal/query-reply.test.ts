import { describe, expect, it } from 'vitest'
import { isQueryReply } from './query-reply.ts'

describe('isQueryReply', () => {
  it.each([
    ['cursor position', '\x1b[12;40R'],
    ['cursor position, DEC', '\x1b[?12;40R'],
    ['device status', '\x1b[0n'],
    ['primary attributes', '\x1b[?1;2c'],
    ['secondary attributes', '\x1b[>0;276;0c'],
    ['mode report', '\x1b[?2004;2$y'],
    ['window size', '\x1b[8;24;80t'],
    ['background colour', '\x1b]11;rgb:1010/1212/1818\x1b\\'],
    ['colour ended by a bell', '\x1b]10;rgb:ffff/ffff/ffff\x07'],
    ['setting', '\x1bP1$r0m\x1b\\'],
    ['version', '\x1bP>|xterm.js(6.0.0)\x1b\\'],
    ['focus', '\x1b[I'],
  ])('knows the answer to a %s query', (_name, data) => {
    expect(isQueryReply(data)).toBe(true)
  })

  it.each([
    ['a letter', 'R'],
    ['an arrow', '\x1b[A'],
    ['an arrow with Ctrl', '\x1b[1;5C'],
    ['Home', '\x1b[H'],
    ['F3', '\x1bOR'],
    ['F5', '\x1b[15~'],
    ['Alt+c', '\x1bc'],
    ['Escape', '\x1b'],
    ['a paste', '\x1b[200~\x1b[0n\x1b[201~'],
    ['a mouse press', '\x1b[<0;10;10M'],
    ['Ctrl+C', '\x03'],
  ])('lets %s through', (_name, data) => {
    expect(isQueryReply(data)).toBe(false)
  })
})
