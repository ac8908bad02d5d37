import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { spawnPty } from '../terminals/spawn-pty.ts'
import type { ExecRequest, ExecResult, Pty, Sandbox, SandboxDriver, SandboxSpec } from './sandbox.ts'

/** Shells of the machine's own user, each session in a home folder of its own: for a laptop's owner, over loopback only. */
export function localDriver({ folder }: { readonly folder: string }): SandboxDriver {
  return {
    name: 'local',
    loopbackOnly: true,
    probe: async () => ({ ok: true, version: process.version, warnings: ['Shells run as the user that started Rehearsal.'] }),
    async create(spec) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      return new LocalSandbox(spec, mkdtempSync(join(folder, `${spec.id.slice(0, 12)}-`)))
    },
    reap: async () => 0,
  }
}

class LocalSandbox implements Sandbox {
  readonly id: string
  readonly home: string
  readonly #env: Readonly<Record<string, string>>
  readonly #ptys = new Set<Pty>()

  constructor(spec: SandboxSpec, home: string) {
    this.id = spec.id
    this.home = home
    const paths = [...spec.binaries.map(({ from }) => from), '/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin']
    this.#env = { ...spec.env, PATH: paths.join(':'), HOME: home, USER: process.env['USER'] ?? 'learner', SHELL: '/bin/bash' }
  }

  async openPty({ cols, rows, cwd, env, command }: Parameters<Sandbox['openPty']>[0]): Promise<Pty> {
    const pty = spawnPty({ command: command ?? ['/bin/bash', '-i'], cwd: join(this.home, cwd ?? '.'), env: { ...this.#env, ...env }, cols, rows })
    this.#ptys.add(pty)
    pty.onExit(() => this.#ptys.delete(pty))
    return pty
  }

  exec({ command, cwd, env, stdin, timeoutMs, maxOutputBytes, onOutput }: ExecRequest): Promise<ExecResult> {
    const [file = '/bin/true', ...args] = command
    return new Promise((resolve, reject) => {
      // Next declares NODE_ENV a part of every environment; a learner's has none.
      const whole = { ...this.#env, ...env } as NodeJS.ProcessEnv
      const child = spawn(file, args, { cwd: cwd ?? this.home, env: whole, detached: true })
      const parts = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
      let bytes = 0
      let timedOut = false
      for (const stream of ['stdout', 'stderr'] as const) {
        child[stream].on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes <= maxOutputBytes) parts[stream].push(chunk)
          onOutput?.(chunk, stream)
        })
      }
      const timer = setTimeout(() => {
        timedOut = true
        if (child.pid) process.kill(-child.pid, 'SIGKILL')
      }, timeoutMs)
      child.on('error', reject)
      child.on('close', (code) => {
        clearTimeout(timer)
        resolve({ code: code ?? 137, stdout: Buffer.concat(parts.stdout), stderr: Buffer.concat(parts.stderr), timedOut, truncated: bytes > maxOutputBytes })
      })
      child.stdin.end(stdin)
    })
  }

  async connect(port: number): ReturnType<Sandbox['connect']> {
    const socket = connect(port, '127.0.0.1')
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return socket
  }

  async listeningPorts(): Promise<readonly number[]> {
    return []
  }

  async destroy(): Promise<void> {
    for (const pty of this.#ptys) pty.kill('SIGKILL')
    rmSync(this.home, { recursive: true, force: true })
  }

  onEnd(): void {
    // A folder on the machine does not end by itself.
  }
}
