import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { shellCommand, shellFiles } from '../shell/launcher.ts'
import { spawnPty } from '../spawn-pty.ts'
import { Terminal, type TerminalOptions } from '../terminal.ts'
import { InProcessMirror } from './in-process-mirror.ts'

export interface OpenShell {
  readonly terminal: Terminal
  readonly home: string
  readonly events: Parameters<TerminalOptions['onCommand']>[0][]
  /** Resolves once this holds; it is asked after everything that the shell tells. */
  until(holds: () => boolean): Promise<void>
  close(): Promise<void>
}

export interface OpenShellOptions {
  /** Program and arguments; bash when absent. */
  readonly shell?: readonly string[]
  /** Files in its home folder besides those of the integration. */
  readonly files?: Readonly<Record<string, string>>
  readonly size?: { readonly cols: number; readonly rows: number }
  readonly onCommand?: TerminalOptions['onCommand']
}

/** A terminal with a real shell in a home folder of its own, for tests. */
export async function openShell({ shell = ['bash'], files = {}, size = { cols: 80, rows: 24 }, onCommand }: OpenShellOptions = {}): Promise<OpenShell> {
  const home = mkdtempSync(join(tmpdir(), 'shell-test-'))
  const contents = { ...Object.fromEntries(Object.entries(shellFiles).map(([path, { content }]) => [path, content])), ...files }
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), content)
  }
  const events: OpenShell['events'] = []
  const ends: Promise<void>[] = []
  const env = { HOME: home, PATH: process.env['PATH'] ?? '/bin:/usr/bin', LANG: 'C.UTF-8', TERM: 'xterm-256color' }
  const terminal = new Terminal({
    id: 't1', number: 1, name: 'Terminal 1', host: 'host01', size,
    async open({ cols, rows }) {
      const pty = spawnPty({ command: shellCommand(shell), cwd: home, env, cols, rows })
      ends.push(new Promise((resolve) => pty.onExit(() => resolve())))
      return pty
    },
    onChange: () => undefined,
    onCommand: (event) => {
      events.push(event)
      onCommand?.(event)
    },
    recording: { quotaBytes: 0, file: { append: () => undefined, read: async () => new Uint8Array(), remove: async () => undefined } },
    mirrors: new InProcessMirror(),
    now: () => performance.now(),
    clock: Date.now,
  })
  await terminal.start()
  return {
    terminal,
    home,
    events,
    async until(holds) {
      if (await terminal.shell.when(holds, 20_000)) return
      throw new Error(`It did not come to that. The shell is in phase ${terminal.shell.phase}, its commands: ${JSON.stringify(terminal.shell.log.read(0, 20))}`)
    },
    async close() {
      terminal.close()
      // A shell may still write its history.
      await Promise.all(ends)
      rmSync(home, { recursive: true, force: true })
    },
  }
}
