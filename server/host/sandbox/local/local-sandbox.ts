import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { createConnection } from 'node:net'
import { userInfo } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { Duplex } from 'node:stream'
import { spawnPty } from '../../terminals/spawn-pty.ts'
import { withoutOurDescriptors } from '../close-descriptors.ts'
import { hasProc, killGroup } from '../processes.ts'
import type { Records } from '../records.ts'
import { runProcess } from '../run-process.ts'
import type { ExecRequest, ExecResult, Pty, PtyOptions, Sandbox, SandboxSpec } from '../sandbox.ts'
import { openInlets, type LocalInlets } from './inlets.ts'
import { linkMounts } from './mounts.ts'
import { execMark, killExec, killSession, portsOf, sessionMark, sessionProcesses } from './session-processes.ts'

export interface LocalSandboxOptions {
  readonly id: string
  readonly records: Records
  readonly path: readonly string[] | undefined
  readonly spec: SandboxSpec | undefined
}

// The last but one is where our own `node` is, for the tools that need one.
const usualPath = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin', '/opt/homebrew/bin', dirname(process.execPath)]

interface Parts {
  readonly home: string
  readonly records: Records
  readonly env: Readonly<Record<string, string>>
  readonly maxTerminals: number
  readonly inlets: LocalInlets
  readonly warnings: readonly string[]
}

/** A home folder, and processes of the machine's owner that began in it. */
export class LocalSandbox implements Sandbox {
  readonly id: string
  readonly home: string
  readonly sharesFiles = true
  readonly warnings: readonly string[]
  readonly #parts: Parts
  readonly #terminals = new Map<number, Pty>()
  readonly #execs = new Set<number>()
  #destroyed: Promise<void> | undefined

  static async open({ id, records, path, spec }: LocalSandboxOptions): Promise<LocalSandbox> {
    const folder = await records.open(id)
    const home = join(folder, 'home')
    mkdirSync(home, { recursive: true, mode: 0o700 })
    const inlets = await openInlets(spec?.inlets.filter(({ ownLoopback }) => !ownLoopback) ?? [])
    const unseen = await linkMounts(home, spec?.mounts ?? [])
    const binaries = spec?.binaries.map(({ from }) => from) ?? []
    return new LocalSandbox(id, {
      home,
      records,
      env: environment({ id, home, path: [join(home, '.rehearsal/bin'), ...binaries, ...(path ?? usualPath)], more: spec?.env ?? {} }),
      maxTerminals: spec?.limits.maxTerminals ?? 1,
      inlets,
      warnings: [...inlets.warnings, ...unseen],
    })
  }

  private constructor(id: string, parts: Parts) {
    this.id = id
    this.home = parts.home
    this.warnings = parts.warnings
    this.#parts = parts
  }

  async openPty({ cols, rows, cwd = '', env, command }: PtyOptions): Promise<Pty> {
    this.#mustLive()
    const { maxTerminals } = this.#parts
    if (this.#terminals.size >= maxTerminals) throw new Error(`A session has at most ${maxTerminals} terminals`)
    const folder = this.#folder(cwd)
    const pty = spawnPty({ command: withoutOurDescriptors(command ?? [defaultShell()]), cwd: existsSync(folder) ? folder : this.home, env: { ...this.#parts.env, ...env }, cols, rows })
    this.#terminals.set(pty.pid, pty)
    pty.onExit(() => this.#terminals.delete(pty.pid))
    return pty
  }

  async exec(request: ExecRequest): Promise<ExecResult> {
    this.#mustLive()
    const mark = randomUUID()
    let pid = 0
    const result = await runProcess({
      command: withoutOurDescriptors(request.command),
      cwd: this.#folder(request.cwd ?? ''),
      env: { ...this.#parts.env, ...request.env, [execMark]: mark },
      request,
      onStart: (started) => {
        pid = started
        this.#execs.add(pid)
      },
      kill: (started) => {
        killGroup(started)
        return killExec(mark, started)
      },
    })
    if (request.killChildren && pid > 0) await killExec(mark, pid)
    // What it left running is found by its mark; where there are no marks, by its group, which keeps the number taken.
    if (request.killChildren || hasProc) this.#execs.delete(pid)
    return result
  }

  async connect(port: number): Promise<Duplex> {
    const inlet = this.#parts.inlets.socketPath(port)
    if (inlet) return connected({ path: inlet })
    const ports = await this.listeningPorts()
    if (!ports.includes(port)) throw new Error(`Nothing that was started in this session listens on port ${port}`)
    return connected({ host: '127.0.0.1', port }).catch(() => connected({ host: '::1', port }))
  }

  async listeningPorts(): Promise<readonly number[]> {
    if (this.#destroyed) return []
    return portsOf(await sessionProcesses(this.id, this.#roots()))
  }

  destroy({ keepHome = false }: { readonly keepHome?: boolean } = {}): Promise<void> {
    this.#destroyed ??= this.#end(keepHome)
    return this.#destroyed
  }

  // Nothing ends such a sandbox but `destroy`: it is a folder.
  onEnd(): void {}

  async #end(keepHome: boolean): Promise<void> {
    this.#parts.inlets.close()
    await killSession(this.id, this.#roots())
    if (!keepHome) await this.#parts.records.close(this.id)
  }

  #roots(): number[] {
    return [...this.#terminals.keys(), ...this.#execs]
  }

  #folder(cwd: string): string {
    return isAbsolute(cwd) ? cwd : resolve(this.home, cwd)
  }

  #mustLive(): void {
    if (this.#destroyed) throw new Error('This sandbox has been destroyed')
  }
}

function environment({ id, home, path, more }: { id: string; home: string; path: readonly string[]; more: Readonly<Record<string, string>> }) {
  const username = userName()
  return {
    LANG: 'C.UTF-8',
    ...more,
    PATH: path.join(':'),
    HOME: home,
    USER: username,
    LOGNAME: username,
    SHELL: defaultShell(),
    TERM: 'xterm-256color',
    [sessionMark]: id,
  }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A user that the machine's list of them does not have, as in some containers.
    return String(process.getuid?.() ?? 'nobody')
  }
}

// Not a login shell: /etc/profile would set PATH anew, without the session's tools.
function defaultShell(): string {
  return existsSync('/bin/bash') ? '/bin/bash' : '/bin/sh'
}

function connected(where: { path: string } | { host: string; port: number }): Promise<Duplex> {
  return new Promise((done, fail) => {
    const socket = createConnection(where)
    socket.once('error', fail)
    socket.once('connect', () => {
      socket.off('error', fail)
      done(socket)
    })
  })
}
