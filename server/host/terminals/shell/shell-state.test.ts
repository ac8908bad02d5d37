import { existsSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { openShell, type OpenShell, type OpenShellOptions } from '../testing/open-shell.ts'

const shells = ['bash', 'zsh'].map((name) => [name, ['/bin', '/usr/bin'].map((folder) => `${folder}/${name}`).find(existsSync)] as const)
const opened: OpenShell[] = []

async function open(options: OpenShellOptions): Promise<OpenShell> {
  const shell = await openShell(options)
  opened.push(shell)
  await shell.until(() => shell.terminal.shell.phase === 'input')
  return shell
}

/** Runs a line and resolves to what the transcript says of it. */
async function run({ terminal, until }: OpenShell, line: string) {
  const before = terminal.shell.prompts
  terminal.type(Buffer.from(`${line}\r`))
  await until(() => terminal.shell.prompts > before && terminal.shell.phase === 'input')
  return terminal.shell.log.read(0, 100).commands.at(-1)
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((shell) => shell.close()))
})

describe.each(shells)('what %s tells', (name, path) => {
  const test = it.skipIf(path === undefined)
  const shell = [path ?? name]

  test('is command, output, status, folder and duration', async () => {
    const opened = await open({ shell })
    expect(await run(opened, 'printf "one\\ntwo; %%\\n"; false')).toMatchObject({
      id: 1, text: 'printf "one\\ntwo; %%\\n"; false', cwd: opened.home, output: 'one\ntwo; %\n', outputLines: 2, truncated: false, exitCode: 1,
    })
    expect(await run(opened, 'cd /tmp')).toMatchObject({ text: 'cd /tmp', output: '', exitCode: 0, cwd: opened.home })
    expect(opened.terminal.view()).toMatchObject({ cwd: '/tmp', lastExit: 0 })
    expect(opened.events).toEqual([{ id: 1, ended: false }, { id: 1, ended: true, exitCode: 1 }, { id: 2, ended: false }, { id: 2, ended: true, exitCode: 0 }])
  })

  test('goes on after the learner changed prompt and hooks, and keeps theirs', async () => {
    const rc = 'PS1="mine> "\nPROMPT_COMMAND="echo hook"\nprecmd() { echo hook }\nexport OWN=kept\n'
    const opened = await open({ shell, files: { '.bashrc': rc.replace('precmd() { echo hook }\n', ''), '.zshrc': rc } })
    // What zsh's own precmd prints still belongs to the command: it comes before all other hooks.
    expect((await run(opened, 'echo $OWN'))?.output).toMatch(/^kept\n(hook\n)?$/)
    await run(opened, 'PS1="other> "')
    expect(await run(opened, 'sh -c "exit 7"')).toMatchObject({ exitCode: 7 })
  })

  test('includes commands of several lines and those that the history leaves out', async () => {
    const opened = await open({ shell, files: { '.bashrc': 'HISTCONTROL=ignoreboth\n', '.zshrc': 'setopt hist_ignore_space\n' } })
    expect(await run(opened, ' echo secret')).toMatchObject({ output: 'secret\n' })
    expect(opened.terminal.shell.log.read(0, 10).commands[0]?.text.trim()).toBe('echo secret')
    const { terminal, until } = opened
    for (const line of ['for n in 1 2; do', 'echo $n', 'done']) {
      const before = terminal.shell.prompts
      terminal.type(Buffer.from(`${line}\r`))
      await until(() => terminal.shell.prompts > before)
    }
    await until(() => terminal.shell.log.read(0, 10).commands.length === 2 && terminal.shell.phase === 'input')
    const command = terminal.shell.log.read(1, 10).commands[0]
    expect(command).toMatchObject({ output: '1\n2\n', exitCode: 0 })
    expect(command?.text).toMatch(/^for n in 1 2; do.*echo \$n.*done$/s)
  })

  test('a line that the shell draws anew is not asked for again', async () => {
    const { terminal, until } = await open({ shell, size: { cols: 75, rows: 24 } })
    const before = terminal.shell.prompts
    // Longer than the terminal is wide and pasted: at Enter bash draws prompt and line anew, without the paste's colour.
    terminal.type(Buffer.from(`\u001B[200~: ${'long '.repeat(40)}end; read\u001B[201~\r`))
    await until(() => terminal.shell.phase === 'running')
    expect(terminal.shell.prompts).toBe(before)
    terminal.type(Buffer.from('\r'))
    await until(() => terminal.shell.phase === 'input')
    expect(terminal.shell.prompts).toBe(before + 1)
    // An empty line is answered by another prompt all the same.
    terminal.type(Buffer.from('\r'))
    await until(() => terminal.shell.prompts === before + 2)
  })

  test('lines are counted though the learner took the hook away', async () => {
    const opened = await open({ shell })
    await run(opened, 'unset PROMPT_COMMAND; precmd_functions=()')
    const { terminal, until } = opened
    for (let line = 0; line < 2; line += 1) {
      const before = terminal.shell.prompts
      terminal.type(Buffer.from('true\r'))
      await until(() => terminal.shell.prompts > before)
    }
  })

  test('a program with the screen for itself leaves no output', async () => {
    const opened = await open({ shell })
    expect(await run(opened, 'printf "before\\n\\033[?1049hpicture\\033[?1049lafter\\n"')).toMatchObject({ output: 'before\nafter\n' })
  })

  test('a shell that ends takes its command along', async () => {
    const { terminal, until } = await open({ shell })
    terminal.type(Buffer.from('exit 3\r'))
    await until(() => terminal.view().state.kind === 'exited')
    expect(terminal.shell.log.read(0, 10).commands).toMatchObject([{ text: 'exit 3' }])
    expect(terminal.view().command).toBeUndefined()
  })
})

describe('the transcript', () => {
  it('keeps beginning and end of a flood and counts its lines', async () => {
    const command = await run(await open({}), 'seq 1 100000')
    expect(command).toMatchObject({ truncated: true, outputLines: 100_000 })
    expect(command?.output.startsWith('1\n2\n')).toBe(true)
    expect(command?.output.endsWith('\n99999\n100000\n')).toBe(true)
    expect(command?.output).toMatch(/\n\d+\n\[… \d+ lines left out …\]\n\d+\n/)
    expect(command?.output.length).toBeLessThan(70_000)
  })
})
