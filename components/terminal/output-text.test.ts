import { describe, expect, it } from 'vitest'
import { outputText } from './output-text.ts'

/** Lines as a screen of a width of 5 holds them; `+` marks one that goes on from the line before. */
function buffer(...lines: readonly string[]) {
  return {
    getLine: (at: number) => {
      const line = lines[at]
      if (line === undefined) return undefined
      const text = line.replace(/^\+/, '')
      return { isWrapped: line.startsWith('+'), translateToString: (trim = false, from = 0, to = 5) => (trim ? text.slice(from, to).trimEnd() : text.padEnd(5).slice(from, to)) }
    },
  }
}

describe('outputText', () => {
  it.each<[string, readonly string[], { from: number; to: number; column: number }, string]>([
    ['nothing', ['$ x', '$'], { from: 1, to: 1, column: 0 }, ''],
    ['one line', ['$ x', 'a', '$'], { from: 1, to: 2, column: 0 }, 'a'],
    ['empty lines between', ['$ x', 'a', '', 'b', '$'], { from: 1, to: 4, column: 0 }, 'a\n\nb'],
    ['a last line without its end', ['$ x', 'a', 'b$'], { from: 1, to: 2, column: 1 }, 'a\nb'],
    ['lines broken by the width', ['$ x', 'abcde', '+fg', 'h', '$'], { from: 1, to: 4, column: 0 }, 'abcdefg\nh'],
    ['blanks at the break', ['$ x', 'abc', '+ d', '$'], { from: 1, to: 3, column: 0 }, 'abc   d'],
  ])('%s', (_name, lines, range, expected) => {
    expect(outputText(buffer(...lines), range)).toBe(expected)
  })

  it('stops where the buffer ends', () => {
    expect(outputText(buffer('a'), { from: 0, to: 9, column: 3 })).toBe('a')
  })
})
