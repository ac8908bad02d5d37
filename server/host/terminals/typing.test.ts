import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { BlockRuns } from '../sessions/block-runs.ts'
import { openShell, type OpenShell, type OpenShellOptions } from './testing/open-shell.ts'

const opened: OpenShell[] = []
/** Says when it has come so far that Ctrl-C ends it: before, it would reach the shell that starts it. */
const forever = 'sh -c "echo up; exec sleep 1000"\n'

async function open(options: OpenShellOptions = {}): Promise<OpenShell> {
  const shell = await openShell(options)
  opened.push(shell)
  return shell
}

function commands({ terminal }: OpenShell): string[] {
  return terminal.shell.log.read(0, 100).commands.map(({ text }) => text)
}

async function allDone(shell: OpenShell, count: number): Promise<void> {
  await shell.until(() => shell.terminal.shell.phase === 'input' && shell.terminal.shell.log.read(0, 100).commands.filter(({ durationMs }) => durationMs !== undefined).length >= count)
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((shell) => shell.close()))
})

describe('typing a text', () => {
  it('waits for the first prompt of a shell that was just started', async () => {
    const shell = await open()
    expect(await shell.terminal.typing.text('echo first\n')).toMatchObject({ kind: 'line' })
    await allDone(shell, 1)
    expect(shell.terminal.shell.log.read(0, 1).commands[0]).toMatchObject({ text: 'echo first', output: 'first\n' })
  })

  it('gives the shell one line after the other', async () => {
    const shell = await open()
    await shell.terminal.typing.text('cd /tmp\nfalse\necho here: $PWD\n')
    await allDone(shell, 3)
    expect(commands(shell)).toEqual(['cd /tmp', 'false', 'echo here: $PWD'])
  })

  it('keeps the tabs of a heredoc', async () => {
    const shell = await open()
    await shell.terminal.typing.text('cat > made <<-EOF\n\tone\n\t\ttwo\n\tEOF\ncat > other <<EOF\n\tkept\nEOF\n')
    await allDone(shell, 2)
    expect(readFileSync(join(shell.home, 'made'), 'utf8')).toBe('one\ntwo\n')
    expect(readFileSync(join(shell.home, 'other'), 'utf8')).toBe('\tkept\n')
  })

  it('gives lines to the program that the line before them started', async () => {
    const shell = await open()
    await shell.terminal.typing.text('read -r answer\nforty-two\necho got $answer\n')
    await allDone(shell, 2)
    expect(shell.terminal.shell.log.read(1, 1).commands[0]?.output).toBe('got forty-two\n')
  })

  it('leaves a line without an end on the prompt', async () => {
    const shell = await open()
    expect(await shell.terminal.typing.text('echo not yet')).toEqual({ kind: 'open' })
    await shell.terminal.typing.text(', now\n')
    await allDone(shell, 1)
    expect(shell.terminal.shell.log.read(0, 1).commands[0]?.output).toBe('not yet, now\n')
  })

  it('pastes into a shell that tells nothing but takes pastes', async () => {
    const shell = await open({ shell: ['/bin/bash', '--norc', '-i', '-c', 'stty raw -echo; printf "\\033[?2004hready"; head -c 26 | od -c'] })
    await shell.until(() => shell.terminal.shell.takesPaste)
    expect(await shell.terminal.typing.text('a\nb\u001B[201~c\n')).toEqual({ kind: 'fed' })
    await shell.terminal.typing.text('x'.repeat(6))
    await shell.until(() => shell.terminal.view().state.kind === 'exited')
    const bytes = Buffer.from(shell.terminal.output()).toString().replaceAll(/\r?\n\d{7}/g, '').replaceAll(/ +/g, ' ')
    expect(bytes).toContain(String.raw`033 [ 2 0 0 ~ a \r b [ 2 0 1 ~ c 033 [ 2 0 1 ~ \r`)
  })

  it('interrupts first, and waits for the prompt', async () => {
    const shell = await open()
    await shell.terminal.typing.text(forever)
    await expect.poll(() => shell.terminal.shell.log.printedBytes, { timeout: 20_000 }).toBeGreaterThan(0)
    await shell.terminal.typing.text('echo free\n', { interrupt: true })
    await allDone(shell, 2)
    expect(shell.terminal.shell.log.read(0, 2).commands).toMatchObject([{ exitCode: 130 }, { text: 'echo free', output: 'free\n', exitCode: 0 }])
  })
})

describe('a clicked block', () => {
  async function open(): Promise<{ shell: OpenShell; states: string[]; runs: BlockRuns }> {
    const states: string[] = []
    const runs = new BlockRuns(({ page, block, status, exitCode }) => states.push(`${page}:${block} ${status} ${exitCode ?? '-'}`))
    const shell = await openShell({ onCommand: (event) => runs.ended(shell.terminal, event) })
    opened.push(shell)
    return { shell, states, runs }
  }

  it.each([
    ['is done', 'true\n', ['1:2 running -', '1:2 done 0']],
    ['has failed', 'sh -c "exit 4"\ntrue\n', ['1:2 running -', '1:2 failed 4']],
    ['is not judged before Enter', 'true', ['1:2 running -', '1:2 done -']],
    ['of several lines has failed when one of them has', 'true\nfalse\ntrue\n', ['1:2 running -', '1:2 failed 1']],
    ['with lines for its own program is done at the end', 'read -r answer\nyes\nsh -c "exit 5"\n', ['1:2 running -', '1:2 failed 5']],
  ])('%s: %j', async (_, text, expected) => {
    const { shell, states, runs } = await open()
    await runs.run(shell.terminal, { page: 1, block: 2 }, { text, interrupt: false })
    await expect.poll(() => states, { timeout: 10_000 }).toEqual(expected)
  })

  it('is done, not failed, when it was interrupted, and the next one begins with a clean slate', async () => {
    const { shell, states, runs } = await open()
    await runs.run(shell.terminal, { page: 1, block: 1 }, { text: forever, interrupt: false })
    await expect.poll(() => shell.terminal.shell.log.printedBytes, { timeout: 20_000 }).toBeGreaterThan(0)
    await runs.run(shell.terminal, { page: 1, block: 2 }, { text: 'true\n', interrupt: true })
    await expect.poll(() => states, { timeout: 10_000 }).toEqual(['1:1 running -', '1:1 done -', '1:2 running -', '1:2 done 0'])
  })

  it('that runs for ever is over when its shell is', async () => {
    const { shell, states, runs } = await open()
    await runs.run(shell.terminal, { page: 1, block: 1 }, { text: 'sleep 1000\n', interrupt: false })
    shell.terminal.close()
    await expect.poll(() => states, { timeout: 10_000 }).toEqual(['1:1 running -', '1:1 done -'])
  })
})
