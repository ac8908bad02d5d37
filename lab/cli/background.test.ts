import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { spawn } from 'node-pty'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShell } from './testing/shell.ts'
import type { TestShell } from './testing/shell.ts'

describe.skipIf(process.platform !== 'linux')('a command in the background', () => {
  let shell: TestShell
  let folder: string

  beforeAll(async () => {
    shell = await openShell()
    folder = mkdtempSync(join(tmpdir(), 'lab-bin-'))
    const { buildCli } = (await import('./build.mjs' as string)) as { buildCli: (outFile: string) => Promise<void> } // A script without types.
    await buildCli(join(folder, 'lab-cli.js'))
    symlinkSync('lab-cli.js', join(folder, 'kubectl'))
  })
  afterAll(async () => {
    await shell.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('leaves the terminal to the shell when it is ended', async () => {
    const bash = spawn('bash', ['--norc', '--noprofile', '-i'], { cwd: shell.home, env: { ...process.env, ...shell.env, TERM: 'dumb', PS1: 'prompt> ', PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` } })
    let screen = ''
    bash.onData((data) => (screen += data))
    const ended = new Promise<void>((resolve) => bash.onExit(() => resolve()))
    try {
      const see = (pattern: RegExp) => expect.poll(() => screen, { timeout: 20_000 }).toMatch(pattern)
      await see(/prompt> $/)
      bash.write('kubectl port-forward svc/productpage :9080 > forwarded &\r')
      await see(/\[1\] \d+\r\n[^]*prompt> $/)
      bash.write('until grep -q Forwarding forwarded; do sleep 0.1; done; kill %1; while kill -0 $! 2> no; do sleep 0.1; done; echo ended-$((1+1))\r')
      await see(/ended-2[^]*prompt> $/)
      bash.write('stty -a | grep -ow -e "-\\?echo"\r')
      await see(/\n-?echo\r?\n/)
      expect(/\n(-?echo)\r?\n/.exec(screen)?.[1]).toBe('echo')
    } finally {
      bash.write('exit\r')
      await ended
    }
  })
})
