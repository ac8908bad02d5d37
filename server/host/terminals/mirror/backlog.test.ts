import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { incompleteTail } from '../utf8.ts'
import { Backlog } from './backlog.ts'
import { canBeRepainted } from './can-be-repainted.ts'
import type { MirrorStep } from './mirror-messages.ts'
import { output, outputPiece } from './output-arbitrary.ts'
import { Screen } from './screen.ts'
import { screenState } from './screen-state.ts'

const [cols, rows, scrollback] = [20, 6, 10]

const looks = fc.constantFrom('', '0', '1', '22', '31', '1;32', '38;5;200', '48;2;1;2;3', '39', '4:3', '21', '24', '0;7', '27', '38:2::4:5:6', '58:5:3', '59', '107', '38;9;1')
const line = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('text', 'é — 日本', '🚀', 'a much longer line than fits on the screen', '\r\n', '\r\n', '\n', '\r', '\t', '\b') },
  { weight: 4, arbitrary: looks.map((codes) => `\u001B[${codes}m`) },
  { weight: 1, arbitrary: fc.constantFrom('\u001B[K', '\u001B[2K', '\u001B[3P', '\u001B[9G', '\u001B[4C', '\u001B[J', '\u001B[?25l', '\u001B[?25h', '\u001B[?2004h', '\u001B[?7h', '\u001B[4h', '\u001B[4l',
    '\u001B(0', '\u001B(B', '\u000E', '\u000F', '\u001B]2;title\u0007', '\u001B]8;;http://a.example\u001B\\', '\u001B]8;;\u0007', '\u001B]133;A\u0007', '\u001B=', '\u001B[2 q', '\u001BE', '\u001B[5b') },
)
const scrolling = fc.tuple(fc.array(line, { maxLength: 30 }), fc.integer({ min: 0, max: 30 })).map(([pieces, more]) => pieces.join('') + '\u001B[33mone\u001B[m more\r\n'.repeat(more))
const anything = fc.oneof({ weight: 5, arbitrary: scrolling }, { weight: 1, arbitrary: outputPiece })

function write(screen: Screen, steps: readonly MirrorStep[]): void {
  for (const step of steps) {
    if (step instanceof Uint8Array) screen.write(step)
    else screen.resize(step.cols, step.rows)
  }
}

// As a ring does: sequences are cut, characters are not.
function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = []
  for (let at = 0, next = 0; at < bytes.length; next += 1) {
    const piece = bytes.subarray(at, at + (sizes[next % sizes.length] ?? 1))
    const whole = piece.length - incompleteTail(piece)
    pieces.push(bytes.subarray(at, at + (whole || piece.length)))
    at += whole || piece.length
  }
  return pieces
}

describe('what waits for a mirror', () => {
  it('leaves the screen as all of the output would, however much scrolled past and was dropped', () => {
    let dropped = 0
    fc.assert(fc.property(output, fc.array(anything, { maxLength: 8 }), fc.array(fc.integer({ min: 4, max: 90 }), { minLength: 1, maxLength: 8 }), (before, texts, sizes) => {
      const [screen, model] = [new Screen(cols, rows, scrollback), new Screen(cols, rows, scrollback)]
      try {
        for (const each of [screen, model]) each.write(Buffer.from(before))
        const backlog = new Backlog()
        let end = 0
        for (const piece of cut(Buffer.from(texts.join('')), sizes)) {
          end += piece.length
          model.write(piece)
          backlog.add(piece, end)
          if (screen.scrollsPlainly && !screen.insideSequence && backlog.dropScrolled(scrollback + 2 * rows)) dropped += 1
          if (backlog.scrolls) continue
          write(screen, backlog.take(40).steps)
        }
        const rest = backlog.take()
        write(screen, rest.steps)
        fc.pre(canBeRepainted(model))
        const [seen, printed] = [screenState(screen), screenState(model)]
        if (JSON.stringify(seen) !== JSON.stringify(printed)) expect(seen).toEqual(printed)
      } finally {
        screen.dispose()
        model.dispose()
      }
    }), { numRuns: 2_000 })
    expect(dropped).toBeGreaterThan(100)
  })

  it('keeps of a flood in colours what the screen keeps, and the last of what it set', () => {
    const backlog = new Backlog()
    const text = Buffer.from('\u001B[31mred\u001B[1;42m on green\u001B[0m\r\n'.repeat(40))
    for (let n = 0; n < 50; n += 1) backlog.add(n === 3 ? Buffer.from('\u001B]2;title\u0007\u001B[?1h\u001B[4mline\r\n') : text, n)
    expect(backlog.dropScrolled(100)).toBe(true)
    expect(backlog.bytes).toBe(3 * text.length)
    const [first] = backlog.take().steps
    expect(Buffer.from(first instanceof Uint8Array ? first : []).toString()).toBe('\u001B]2;title\u0007\u001B[?1h\u001B[m')
  })

  it('takes the beginning of a sequence back for whoever goes on from there', () => {
    const backlog = new Backlog()
    backlog.add(Buffer.from('some text\u001B[3'), 12)
    backlog.resize({ cols: 10, rows: 5 }, 12)
    expect(backlog.takeBack()).toBe(3)
    backlog.add(Buffer.from('\u001B[31mred'), 17)
    expect(backlog.take()).toMatchObject({ steps: [Buffer.from('some text'), { cols: 10 }, Buffer.from('\u001B[31mred')], end: 17, cut: false })
  })

  it('never keeps more than it should of what cannot be left out without a trace', () => {
    const backlog = new Backlog()
    for (let n = 0; n < 30; n += 1) backlog.add(Buffer.from(`\u001B[${n % 5};1H${'x'.repeat(100)}`), n)
    expect(backlog.dropScrolled(1)).toBe(false)
    backlog.dropTo(1_000)
    expect(backlog.bytes).toBeLessThanOrEqual(1_000)
  })
})
