import { Terminal } from '@xterm/headless'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SequenceGuard } from './sequence-guard.ts'

const big = 2_147_483_647

function filter(chunks: readonly string[], [cols, rows] = [80, 24]): string {
  const guard = new SequenceGuard(cols ?? 80, rows ?? 24)
  return Buffer.concat(chunks.map((chunk) => guard.filter(Buffer.from(chunk, 'latin1')))).toString('latin1')
}

describe('the sequence guard', () => {
  it.each([
    [[`\u001B[${big}S`], '\u001B[24S'],
    [[`\u001B[${big}b`], '\u001B[1920b'],
    [[`\u001B[${big}Z`], '\u001B[80Z'],
    [['\u001B[21474', '83647', 'S'], '\u001B[24S'],
    [['a\u001B', '[99999M', 'b'], 'a\u001B[24Mb'],
    [[`\u001B[${'0'.repeat(50)}${big}T`], '\u001B[24T'],
    [['\u001B\n[99', '\r9999L'], '\n\r\u001B[24L'],
    [['\u001B[9\u007F9999L'], '\u001B[24L'],
    [['\u00C2', `\u009B${big}S`], '\u001B[24S'],
    [[`\u001B[1;${big};3S`], '\u001B[1;24;3S'],
    [[`\u001B[${big} @`], '\u001B[80 @'],
    [[`x\u001B[${big}Sy\u001B[${big}Sz`], 'x\u001B[24Sy\u001B[24Sz'],
  ])('cuts %j to %j', (chunks, expected) => {
    expect(filter(chunks)).toBe(expected)
  })

  it.each(['\u001B[999C', '\u001B[999;999H', '\u001B[38;2;255;255;255m', '\u001B[24S', '\u001B[200~', '\u001B[1049h', '\u001B]0;[99999S\u0007', '\u001B7', '\u001B(0', 'é\u00C2\u00A0x', '\u001B[9\u001899S'])(
    'leaves %j alone', (text) => expect(filter([text])).toBe(text))

  it('drops a sequence that never ends', () => {
    expect(filter([`a\u001B[${'1'.repeat(5000)}`, 'b'])).toBe('ab')
  })

  it('passes everything else byte for byte, however it is cut', () => {
    const harmless = fc.oneof(
      fc.string({ maxLength: 8 }), fc.constantFrom('\u001B[m', '\u001B[1;31m', '\u001B[H', '\u001B[2J', '\u001B[5S', '\u001B]0;t\u0007', '\u001B', '\u00C2\u00A9', '\r\n', '\u001B[', '\u001B[12'))
    fc.assert(fc.property(fc.array(harmless, { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 30 }), (pieces, sizes) => {
      // No number beyond the screen, not even one that goes on behind control characters.
      const text = Buffer.from(pieces.join('')).toString('latin1').replaceAll(/\d(?:[^ -~]*\d)*/g, (written) => (Number(written.replaceAll(/\D/g, '')) > 24 ? '9' : written))
      const chunks: string[] = []
      let at = 0
      for (const size of [...sizes, text.length]) {
        chunks.push(text.slice(at, at + size))
        at += size
      }
      const passed = filter([...chunks, '!'])
      const whole = `${text}!`
      expect(passed.length <= whole.length && (passed === whole || whole.startsWith(passed))).toBe(true)
      expect(filter([whole])).toBe(passed)
    }), { numRuns: 2000 })
  })

  it.each(['S', 'T', 'L', 'M', 'b', 'Z', 'I', '@', 'P', 'X', ' @', ' A', "'}", "'~"])('keeps the terminal quick after CSI 2147483647 %s', async (final) => {
    const terminal = new Terminal({ cols: 120, rows: 40, scrollback: 5000, allowProposedApi: true })
    const guard = new SequenceGuard(120, 40)
    const started = performance.now()
    await new Promise<void>((resolve) => terminal.write(guard.filter(Buffer.from(`x\u001B[${big}${final}`)), resolve))
    // Unguarded it is between five seconds and minutes, however quick the machine (xterm.js 6.0.0).
    expect(performance.now() - started).toBeLessThan(3_000)
    terminal.dispose()
  })
})
