import { posix } from 'node:path'
import type { Duplex } from 'node:stream'
import type Docker from 'dockerode'
import { homeInside } from '../linux/layout.ts'
import { loginShell } from '../linux/linux-sandbox.ts'
import type { ListeningSocket } from '../network/listening.ts'
import type { ExecRequest, ExecResult, Pty, PtyOptions, Sandbox } from '../sandbox.ts'
import { runInContainer, type KillMarked } from './docker-exec.ts'
import { openDockerPty } from './docker-pty.ts'

export interface DockerSandboxParts {
  readonly id: string
  readonly container: Docker.Container
  readonly env: Readonly<Record<string, string>>
  readonly maxTerminals: number
  readonly ways: { connect(port: number): Promise<Duplex>; listening(): Promise<readonly ListeningSocket[]> }
  readonly inletPorts: ReadonlySet<number>
  readonly warnings: readonly string[]
  readonly kill: KillMarked
  readonly signal: (pid: number, signal: NodeJS.Signals) => Promise<void>
  readonly saveHome: () => Promise<void>
  /** Removes the container and everything beside it. */
  readonly cleanUp: () => Promise<void>
}

/** A container of Docker or Podman. */
export class DockerSandbox implements Sandbox {
  readonly id: string
  readonly home = homeInside
  readonly warnings: readonly string[]
  readonly #parts: DockerSandboxParts
  readonly #endListeners: ((reason: string) => void)[] = []
  #terminals = 0
  #ended = false
  #destroyed: Promise<void> | undefined

  constructor(parts: DockerSandboxParts) {
    this.id = parts.id
    this.warnings = parts.warnings
    this.#parts = parts
    parts.container.wait().then(() => this.#endedByItself(), () => this.#endedByItself())
  }

  async openPty({ cols, rows, cwd = '', env, command }: PtyOptions): Promise<Pty> {
    this.#mustLive()
    const { maxTerminals, container, signal } = this.#parts
    if (this.#terminals >= maxTerminals) throw new Error(`A session has at most ${maxTerminals} terminals`)
    this.#terminals += 1
    try {
      const pty = await openDockerPty(container, {
        command: command ?? ['/bin/sh', '-c', loginShell], cwd: this.#folder(cwd), env: { ...this.#parts.env, ...env }, cols, rows, signal,
      })
      pty.onExit(() => {
        this.#terminals -= 1
      })
      return pty
    } catch (error) {
      this.#terminals -= 1
      throw error
    }
  }

  async exec(request: ExecRequest): Promise<ExecResult> {
    this.#mustLive()
    const { container, kill, env } = this.#parts
    return runInContainer(container, { command: request.command, cwd: this.#folder(request.cwd ?? ''), env: { ...env, ...request.env }, request, kill })
  }

  async connect(port: number): Promise<Duplex> {
    this.#mustLive()
    return this.#parts.ways.connect(port)
  }

  async listeningPorts(): Promise<readonly number[]> {
    if (this.#destroyed || this.#ended) return []
    const { ways, inletPorts } = this.#parts
    const ports = (await ways.listening()).map(({ port }) => port).filter((port) => !inletPorts.has(port))
    return [...new Set(ports)].toSorted((a, b) => a - b)
  }

  destroy({ keepHome = false }: { readonly keepHome?: boolean } = {}): Promise<void> {
    this.#destroyed ??= this.#end(keepHome && !this.#ended)
    return this.#destroyed
  }

  onEnd(listener: (reason: string) => void): void {
    this.#endListeners.push(listener)
  }

  async #end(keepHome: boolean): Promise<void> {
    try {
      if (keepHome) await this.#parts.saveHome()
    } finally {
      await this.#parts.cleanUp()
    }
  }

  async #endedByItself(): Promise<void> {
    if (this.#destroyed || this.#ended) return
    this.#ended = true
    const state = await this.#parts.container.inspect().then(({ State }) => State, () => undefined)
    const reason = state?.OOMKilled ? 'Your machine ran out of memory.' : 'Your machine was ended from outside.'
    for (const listener of this.#endListeners) listener(reason)
  }

  #folder(cwd: string): string {
    return posix.resolve(this.home, cwd)
  }

  #mustLive(): void {
    if (this.#destroyed) throw new Error('This sandbox has been destroyed')
    if (this.#ended) throw new Error('This sandbox has ended')
  }
}
