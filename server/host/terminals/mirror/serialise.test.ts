import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { canBeRepainted } from './can-be-repainted.ts'
import { output } from './output-arbitrary.ts'
import { Screen } from './screen.ts'
import { screenState } from './screen-state.ts'

const opened: Screen[] = []

function open(cols = 20, rows = 6): Screen {
  const screen = new Screen(cols, rows)
  opened.push(screen)
  return screen
}

afterEach(() => {
  for (const screen of opened.splice(0)) screen.dispose()
})

function repainted(screen: Screen): Screen {
  const { cols, rows } = screen.terminal
  const copy = open(cols, rows)
  copy.write(Buffer.from(screen.serialise()))
  return copy
}

const cases: Record<string, string> = {
  'plain lines': 'one\r\ntwo\r\n$ ',
  'more lines than the screen': Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\r\n'),
  'a line that runs over': `${'abcdefghij'.repeat(5)}\r\nnext`,
  'a wide character that does not fit': `${'x'.repeat(19)}日本`,
  'a cursor that waits to wrap': 'x'.repeat(20),
  'a wide character under a cursor that waits to wrap': `${'x'.repeat(18)}漢`,
  'backgrounds to the end of the line': '\u001B[44mblue\u001B[K\u001B[m\r\nplain',
  'a run-over that starts with a background': `\r\n\r\n\r\n\r\n\r\n${'x'.repeat(20)}\u001B[41my\u001B[m z`,
  'the alternate screen': 'before\r\n\u001B[?1049h\u001B[2J\u001B[3;5Hvim\u001B[6;1H:',
  'margins and origin mode': '\u001B[2;4r\u001B[?6h\u001B[2;3Hx',
  'line drawing': '\u001B(0lqk\u001B(Bx\u001B(0q',
  'modes': '\u001B[?1h\u001B[?2004h\u001B[?1003h\u001B[?1006h\u001B[?25l\u001B=\u001B[4h\u001B[5 q',
  'a saved cursor': '\u001B[3;4H\u001B[31m\u001B7\u001B[m\u001B[1;1Hx',
  'links': '\u001B]8;;http://a.example\u0007link\u001B]8;;\u0007 and',
  'tab stops': '\u001B[3g\u001B[5G\u001BH\u001B[11G\u001BH\r',
  'underlines': '\u001B[4:3;58:2::1:2:3mcurly\u001B[m \u001B[21mdouble',
}

describe('a repainted screen', () => {
  it.each(Object.entries(cases))('looks the same: %s', (_, text) => {
    const screen = open()
    screen.write(Buffer.from(text))
    expect(screenState(repainted(screen))).toEqual(screenState(screen))
  })

  it('joins what ran over again at a larger size, wide characters before the last column too', () => {
    const screen = open()
    screen.write(Buffer.from('aahello한국어한국어語\u001B[3;1H'))
    const copy = repainted(screen)
    for (const each of [screen, copy]) each.resize(31, 9)
    expect(screenState(copy)).toEqual(screenState(screen))
  })

  it('shows the same of an alternate screen that keeps lines above it', () => {
    const screen = open()
    screen.resize(31, 9)
    screen.resize(20, 6)
    screen.write(Buffer.from('\u001B[?1047hone\r\ntwo\r\nthree\r\nfour\r\nfive\r\nsix\r\nseven'))
    expect(screen.terminal.buffer.active.baseY).toBe(1)
    const shown = ({ terminal: { buffer: { active } } }: Screen) => Array.from({ length: 6 }, (_, row) => active.getLine(active.baseY + row)?.translateToString(true))
    expect(shown(repainted(screen))).toEqual(shown(screen))
    expect(shown(screen)).toEqual(['two', 'three', 'four', 'five', 'six', 'seven'])
  })

  it('keeps where commands began and how they ended', () => {
    const screen = open(20, 6)
    screen.write(Buffer.from('\u001B]133;A\u0007$ one\r\n\u001B]133;C;cmdline_url=one\u0007out\r\n\u001B]133;D;1\u0007\u001B]133;A\u0007$ two\r\n\u001B]133;C\u0007more'))
    const copy = open(20, 6)
    const told: string[] = []
    copy.terminal.parser.registerOscHandler(133, (data) => {
      told.push(`${copy.terminal.buffer.active.cursorY} ${data}`)
      return false
    })
    copy.write(Buffer.from(screen.serialise()))
    expect(told).toEqual(['0 A', '1 C', '2 D;1', '2 A', '3 C'])
    expect(screenState(copy)).toEqual(screenState(screen))
  })

  it('makes a terminal answer nothing', () => {
    const screen = open()
    screen.write(Buffer.from('\u001B[c\u001B[6n\u001B]11;?\u0007\u001BP$qm\u001B\\text'))
    const copy = open()
    const answers: string[] = []
    copy.terminal.onData((data) => answers.push(data))
    copy.write(Buffer.from(screen.serialise()))
    expect(answers).toEqual([])
  })

  it('looks the same and goes on the same, whatever was printed', () => {
    fc.assert(fc.property(output, output, (before, after) => {
      const screen = new Screen(20, 6)
      const copy = new Screen(20, 6)
      try {
        screen.write(Buffer.from(before))
        fc.pre(canBeRepainted(screen))
        copy.write(Buffer.from(screen.serialise()))
        expect(screenState(copy)).toEqual(screenState(screen))
        screen.write(Buffer.from(after))
        copy.write(Buffer.from(after))
        expect(screenState(copy)).toEqual(screenState(screen))
      } finally {
        screen.dispose()
        copy.dispose()
      }
    }), { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 400) })
  })
})
