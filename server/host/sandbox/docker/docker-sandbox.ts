import { posix } from 'node:path'
import type { Duplex } from 'node:stream'
import type Docker from 'dockerode'
import { homeInside } from '../linux/layout.ts'
import { loginShell } from '../linux/linux-sandbox.ts'
import type { ListeningSocket } from '../network/listening.ts'
import type { ExecRequest, ExecResult, Pty, PtyOptions, Sandbox } from '../sandbox.ts'
import { endReasons, portsOfLearner, SandboxLife } from '../sandbox-life.ts'
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
  readonly #life: SandboxLife

  constructor(parts: DockerSandboxParts) {
    this.id = parts.id
    this.warnings = parts.warnings
    this.#parts = parts
    this.#life = new SandboxLife(parts)
    const tell = () => void this.#life.endedByItself(() => this.#whyEnded())
    parts.container.wait().then(tell, tell)
  }

  async openPty({ cols, rows, cwd = '', env, command }: PtyOptions): Promise<Pty> {
    const giveBack = this.#life.takeTerminal()
    const { container, signal } = this.#parts
    try {
      const pty = await openDockerPty(container, {
        command: command ?? ['/bin/sh', '-c', loginShell], cwd: this.#folder(cwd), env: { ...this.#parts.env, ...env }, cols, rows, signal,
      })
      pty.onExit(giveBack)
      return pty
    } catch (error) {
      giveBack()
      throw error
    }
  }

  async exec(request: ExecRequest): Promise<ExecResult> {
    this.#life.mustLive()
    const { container, kill, env } = this.#parts
    return runInContainer(container, { command: request.command, cwd: this.#folder(request.cwd ?? ''), env: { ...env, ...request.env }, request, kill })
  }

  async connect(port: number): Promise<Duplex> {
    this.#life.mustLive()
    return this.#parts.ways.connect(port)
  }

  async listeningPorts(): Promise<readonly number[]> {
    const { ways, inletPorts } = this.#parts
    return this.#life.isOver ? [] : portsOfLearner(await ways.listening(), inletPorts)
  }

  destroy({ keepHome = false }: { readonly keepHome?: boolean } = {}): Promise<void> {
    return this.#life.destroy(keepHome, (keep) => this.#end(keep))
  }

  onEnd(listener: (reason: string) => void): void {
    this.#life.onEnd(listener)
  }

  async #end(keepHome: boolean): Promise<void> {
    try {
      if (keepHome) await this.#parts.saveHome()
    } finally {
      await this.#parts.cleanUp()
    }
  }

  async #whyEnded(): Promise<string> {
    const state = await this.#parts.container.inspect().then(({ State }) => State, () => undefined)
    return state?.OOMKilled ? endReasons.outOfMemory : endReasons.fromOutside
  }

  #folder(cwd: string): string {
    return posix.resolve(this.home, cwd)
  }
}
