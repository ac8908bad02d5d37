import { afterEach, describe, expect, it } from 'vitest'
import { spawnPty } from './spawn-pty.ts'

type Spawned = ReturnType<typeof spawnPty>
const started: Spawned[] = []

function start(script: string): Spawned {
  const pty = spawnPty({ command: ['/bin/bash', '-c', script], cwd: '/', env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' }, cols: 80, rows: 24 })
  started.push(pty)
  return pty
}

function outcome(pty: Spawned): Promise<{ text: string; code: number }> {
  const chunks: Buffer[] = []
  pty.onData((data) => chunks.push(data))
  return new Promise((resolve) => pty.onExit(({ code }) => resolve({ text: Buffer.concat(chunks).toString(), code })))
}

function until(pty: Spawned, text: string): Promise<void> {
  let seen = ''
  return new Promise((resolve) => pty.onData((data) => {
    seen += data.toString()
    if (seen.includes(text)) resolve()
  }))
}

afterEach(() => {
  for (const pty of started.splice(0)) pty.kill('SIGKILL')
})

describe('a program on a pseudo terminal', () => {
  it.each([['exit 3', 3], ['kill -9 $$', 137], ['true', 0]])('%s ends with status %d', async (script, code) => {
    expect((await outcome(start(script))).code).toBe(code)
  })

  it('loses nothing that was printed before it ended, even while reading was paused', async () => {
    const pty = start('seq 1 2000; printf last')
    const done = outcome(pty)
    pty.pause()
    // Long past the 200 ms after which node-pty itself would have closed.
    await new Promise((resolve) => setTimeout(resolve, 700))
    pty.resume()
    const { text } = await done
    expect(text.endsWith('2000\r\nlast')).toBe(true)
  })

  it('passes input to the program', async () => {
    const pty = start('read -r line; echo "got $line"')
    const done = outcome(pty)
    pty.write(Buffer.from('héllo\r'))
    expect((await done).text).toContain('got héllo')
  })

  it('keeps input that nobody reads without using the processor', async () => {
    const pty = start('stty raw -echo; echo ready; sleep 60')
    await until(pty, 'ready')
    for (let sent = 0; sent < 64; sent += 1) pty.write(Buffer.alloc(16 * 1024, 'x'))
    const before = process.cpuUsage()
    await new Promise((resolve) => setTimeout(resolve, 500))
    const { user, system } = process.cpuUsage(before)
    expect(pty.pendingInput?.()).toBeGreaterThan(512 * 1024)
    expect((user + system) / 1000).toBeLessThan(250)
    pty.discardInput?.()
    expect(pty.pendingInput?.()).toBe(0)
  })

  it('R9: takes every call after the end', async () => {
    const pty = start('true')
    await outcome(pty)
    expect(() => {
      pty.write(Buffer.from('x'))
      pty.resize(100, 30)
      pty.pause()
      pty.resume()
      pty.kill()
    }).not.toThrow()
    expect(pty.foreground()).toBeUndefined()
  })

  it.each([[0, 24], [Number.NaN, 3], [80, Number.POSITIVE_INFINITY]])('R9: survives a resize to %d × %d', async (cols, rows) => {
    const pty = start('sleep 5')
    expect(() => pty.resize(cols, rows)).not.toThrow()
  })
})
