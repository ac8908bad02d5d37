import { Terminal } from '@xterm/headless'
import { afterEach, describe, expect, it } from 'vitest'
import { hardenTerminal } from './harden.ts'

const opened: Terminal[] = []

function open(): Terminal {
  const terminal = new Terminal({ cols: 80, rows: 24, allowProposedApi: true })
  opened.push(terminal)
  hardenTerminal(terminal)
  return terminal
}

afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.dispose()
})

describe('a hardened terminal', () => {
  it('goes on behind a sequence that xterm.js stumbles over', async () => {
    const terminal = open()
    await new Promise<void>((resolve) => terminal.write('\u001B[24;80H\u001B[1J\u001B[Hstill here', resolve))
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('still here')
  })

  it('behaves as before otherwise', async () => {
    const terminal = open()
    await new Promise<void>((resolve) => terminal.write('one\r\n\u001B[31mtwo\u001B[m\u001B7\u001B[1;1H\u001B8!\b?', resolve))
    expect(terminal.buffer.active.getLine(1)?.translateToString(true)).toBe('two?')
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('one')
  })
})
