import { fork, type ChildProcess } from 'node:child_process'
import { configExitCode, stopMessage } from '../exit-codes.ts'

export interface KeptProcessOptions {
  /** What the console calls it. */
  readonly name: string
  readonly file: string
  readonly env: Readonly<Record<string, string | undefined>>
  /**
   * MiB of each half of the space for new objects. By itself it takes 16, and keeps all of it once it was busy; what passes
   * through our processes is mostly buffers, which lie elsewhere.
   */
  readonly semiSpaceMib: number
  /** Called each time it says that it is ready. */
  readonly onReady: () => void
  /** Called when it cannot be kept: it refused its configuration, or never became ready. */
  readonly onGivenUp: (reason: string) => void
}

const firstPauseMs = 100
const longestPauseMs = 10_000
/** One that was ready is needed again at once, however often somebody kills it. */
const longestPauseWhenReadyMs = 400
/** A process that lived so long starts again without a longer pause. */
const healthyMs = 5_000
const mostFailedStarts = 8

/** A process of ours that is started again whenever it dies, with growing pauses. */
export class KeptProcess {
  readonly #options: KeptProcessOptions
  #child: ChildProcess | undefined
  #timer: NodeJS.Timeout | undefined
  #pauseMs = firstPauseMs
  #failedStarts = 0
  #stopping = false

  constructor(options: KeptProcessOptions) {
    this.#options = options
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  start(): void {
    const startedAt = performance.now()
    let ready = false
    const { file, env, semiSpaceMib } = this.#options
    const child = fork(file, [], {
      execArgv: [...process.execArgv, `--max-semi-space-size=${semiSpaceMib}`],
      env: { ...env, NODE_ENV: 'production' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#child = child
    child.on('message', (message) => {
      if (message !== 'ready') return
      ready = true
      this.#failedStarts = 0
      this.#options.onReady()
    })
    child.once('error', (error) => console.error(`${this.#options.name}: ${error.message}`))
    child.once('exit', (code, signal) => {
      if (this.#child === child) this.#child = undefined
      if (!ready) this.#failedStarts += 1
      if (!this.#stopping) this.#startAgain({ code, signal, ready, livedMs: performance.now() - startedAt })
    })
  }

  /** Asks it to end, and makes it after `graceMs`. Resolves when it is gone. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#timer)
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    await new Promise<void>((resolve) => {
      const hard = setTimeout(() => child.kill('SIGKILL'), graceMs)
      child.once('exit', () => {
        clearTimeout(hard)
        resolve()
      })
      // Told first that nothing comes after it: what it says to learners is another thing then.
      if (child.connected) child.send(stopMessage)
      child.kill('SIGTERM')
    })
  }

  #startAgain({ code, signal, ready, livedMs }: { code: number | null; signal: NodeJS.Signals | null; ready: boolean; livedMs: number }): void {
    const { name, onGivenUp } = this.#options
    if (code === configExitCode) return onGivenUp(`the ${name} process refused its configuration`)
    if (this.#failedStarts >= mostFailedStarts) return onGivenUp(`the ${name} process failed to start ${mostFailedStarts} times`)
    if (ready && livedMs >= healthyMs) this.#pauseMs = firstPauseMs
    if (ready) this.#pauseMs = Math.min(this.#pauseMs, longestPauseWhenReadyMs)
    // A planned end (status 0) is a deploy: no complaint and no longer pause.
    if (code !== 0) console.error(`The ${name} process ended (${signal ?? `status ${code}`}); starting it again.`)
    this.#timer = setTimeout(() => this.start(), this.#pauseMs)
    if (code !== 0) this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
  }
}
