import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeClock } from '../node/node-clock.ts'
import { openExecLab, type ExecLab, type Running } from './testing.ts'

let lab: ExecLab
beforeAll(() => {
  lab = openExecLab(nodeClock)
})
afterAll(() => lab.lab.stop())

const open = (command: readonly string[] = ['sh']) => lab.start(command, { tty: true })

/** Everything the person saw, after a shell ended with `exit`. */
async function session(typed: string, command?: readonly string[]): Promise<string> {
  const running = await open(command)
  await running.until(/[#$] $/)
  running.type(typed)
  return (await running.ended).out
}

describe('a shell on a terminal', () => {
  it('asks, echoes and answers until it is left', async () => {
    const running = await open()
    await running.until(/^# $/)
    running.type('echo hi\r')
    await running.until(/^# echo hi\r\nhi\r\n# $/)
    running.type('exit 3\r')
    expect(await running.ended).toEqual({ code: 3, out: '# echo hi\r\nhi\r\n# exit 3\r\n', err: '' })
  })

  it('shows who one is in bash', async () => {
    expect(await session('\x04', ['bash'])).toMatch(/^root@ratings-v1-\d+-\w{5}:\/# exit\r\n$/)
  })

  it('knows Backspace, Ctrl-U and Ctrl-W', async () => {
    const seen = await session('echo abX\x7fc\rnonsense\x15echo two three\x17four\rexit\r')
    expect(seen).toMatch(/\r\nabc\r\n/)
    expect(seen).toMatch(/\r\n# two four\r\n/)
    expect(seen).not.toContain('not found')
  })

  it('wipes a wide letter out of both of its columns', async () => {
    expect(await session('echo 書\x7f\rexit\r')).toContain('書\b \b\b \b')
  })

  it('swallows the keys that would move a cursor', async () => {
    expect(await session('echo a\x1b[D\x1b[A\x1bOPb\rexit\r')).toMatch(/\nab\r\n/)
  })

  it.each([['a command that sleeps', 'sleep 1000'], ['a loop', 'while true; do :; done'], ['a request that takes long', "curl -s -H 'Cookie: user=jason' ratings:9080/ratings/0"], ['a program that reads', 'cat'], ['a shell inside', 'sh -c "sleep 1000"']])('ends %s by Ctrl-C', async (_what, line) => {
    const running = await open()
    await running.until(/# $/)
    running.type(`${line}\r`)
    await running.until(/\r\n$/)
    running.type('\x03')
    await running.until(/\^C\r\n# $/)
    running.type('echo $?\rexit\r')
    expect((await running.ended).out).toMatch(/\n130\r\n/)
  })

  it('drops a line by Ctrl-C and asks anew', async () => {
    const running = await open()
    await running.until(/# $/)
    running.type('half\x03')
    await running.until(/half\^C\r\n# $/)
    running.type('\x04')
    expect((await running.ended).code).toBe(130)
  })

  it('asks for the rest of what is not whole', async () => {
    expect(await session('for i in 1 2\rdo echo "n$i\rx"; done\rexit\r')).toContain('> > n1\r\nx\r\nn2\r\nx\r\n# ')
  })

  it('gives a program its lines, and an end by Ctrl-D', async () => {
    const running = await open()
    await running.until(/# $/)
    running.type('cat\r')
    await running.until(/cat\r\n$/)
    running.type('to cat\r')
    await running.until(/to cat\r\nto cat\r\n$/)
    running.type('\x04')
    await running.until(/to cat\r\n# $/)
    running.type('exit\r')
    expect((await running.ended).code).toBe(0)
  })

  it.each([['sh -c with a shell inside', ['sh', '-c', 'TERM="xterm" /bin/sh']], ['bash or else sh', ['/bin/sh', '-c', 'nope || exec bash']]])('opens from %s', async (_what, command) => {
    const running = await open(command)
    await running.until(/# $/)
    running.type('echo $((20 + 3))\rexit\r')
    expect(await running.ended).toMatchObject({ code: 0, out: expect.stringMatching(/\n23\r\n/) })
  })

  it('ends with its session', async () => {
    const running: Running = await open()
    await running.until(/# $/)
    running.type('sleep 1000\r')
    running.program.stop()
    expect((await running.ended).code).toBe(137)
  })

  it('runs one command with its output for a screen', async () => {
    const running = await lab.start(['ls', '/var/run/secrets/kubernetes.io/serviceaccount'], { tty: true })
    expect(await running.ended).toEqual({ code: 0, out: 'namespace  token\r\n', err: '' })
  })
})
