import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KubectlBinary } from './kubectl-binaries.ts'

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface RunOptions {
  /** Text for standard input, as for `-f -`. */
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
}

/** A command that still runs, as a watch does. */
export interface Running {
  /** Everything it has printed so far. */
  readonly output: string
  /** Waits until its output fits; rejects when it ends before that. */
  until(pattern: RegExp): Promise<string>
  /** Ends it, with a signal where it does not end by itself. */
  stop(): Promise<Outcome>
  /** Waits for its own end. */
  ended(): Promise<Outcome>
  write(text: string): void
}

/** One user of kubectl: a home folder of its own (and so a discovery cache of its own) and a context. */
export class KubectlClient {
  readonly #binary: KubectlBinary
  readonly #home: string
  readonly #children = new Set<ChildProcess>()

  private constructor(binary: KubectlBinary, home: string) {
    this.#binary = binary
    this.#home = home
  }

  static async create(binary: KubectlBinary, { server, namespace, token = 'token' }: { server: string; namespace: string; token?: string }): Promise<KubectlClient> {
    const home = await mkdtemp(join(tmpdir(), 'kubectl-'))
    const config = {
      apiVersion: 'v1', kind: 'Config', 'current-context': 'lab',
      clusters: [{ name: 'lab', cluster: { server } }],
      users: [{ name: 'admin', user: { token } }],
      contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'admin', namespace } }],
    }
    await writeFile(join(home, 'config'), JSON.stringify(config))
    return new KubectlClient(binary, home)
  }

  get version(): KubectlBinary['version'] {
    return this.#binary.version
  }

  /** A path inside its home folder, for files that a test writes. */
  path(name: string): string {
    return join(this.#home, name)
  }

  /** Runs a command line, split at blanks; an array where an argument holds blanks. */
  run(command: string | readonly string[], options: RunOptions = {}): Promise<Outcome> {
    return this.start(command, options).ended()
  }

  /** What is to be started, for tests that do so themselves. */
  commandLine(command: string | readonly string[]): { readonly program: string; readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv } {
    const args = typeof command === 'string' ? command.split(' ') : [...command]
    return { program: this.#binary.path, args, env: { ...process.env, HOME: this.#home, KUBECONFIG: join(this.#home, 'config'), TERM: 'dumb' } }
  }

  start(command: string | readonly string[], { input, env = {} }: RunOptions = {}): Running {
    const line = this.commandLine(command)
    const child = spawn(line.program, line.args, { env: { ...line.env, ...env } })
    this.#children.add(child)
    child.on('close', () => this.#children.delete(child))
    // One that ends before it has read all of its input says why itself.
    child.stdin.on('error', () => {})
    if (input !== undefined) child.stdin.end(input)
    return follow(child)
  }

  /** Ends what still runs and removes its home. */
  async close(): Promise<void> {
    await Promise.all([...this.#children].map((child) => new Promise((resolve) => {
      child.once('close', resolve)
      child.kill('SIGKILL')
    })))
    await rm(this.#home, { recursive: true, force: true })
  }
}

function follow(child: ChildProcess): Running {
  const printed = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  const collect = (stream: 'stdout' | 'stderr') => (chunk: Buffer) => {
    printed[stream] += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout?.on('data', collect('stdout'))
  child.stderr?.on('data', collect('stderr'))
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...printed }))
  })
  const output = () => printed.stdout + printed.stderr
  return {
    get output() {
      return output()
    },
    until: (pattern) => new Promise((resolve, reject) => {
      const look = () => {
        if (!pattern.test(output())) return
        listeners.delete(look)
        resolve(output())
      }
      listeners.add(look)
      look()
      ended.then(() => (pattern.test(output()) ? undefined : reject(new Error(`Expected output like ${pattern}, got this to the end:\n${output()}`))), reject)
    }),
    stop() {
      child.kill('SIGTERM')
      return ended
    },
    ended: () => ended,
    write: (text) => void child.stdin?.write(text),
  }
}
