import type { PrometheusClient, TimeGrid } from '../../shared/prometheus/client.ts'
import type { Target } from '../dashboard/dashboard.ts'
import { toFrame, type Frame } from './frame.ts'

export interface PanelData {
  readonly frame: Frame | undefined
  /** Why the last refresh brought nothing; the frame of the one before stays. */
  readonly error: string | undefined
}

/** What a panel wants to know. Two questions are the same when they have the same expressions; their times may differ. */
export interface Question {
  readonly targets: readonly Target[]
  /** The targets' expressions with the variables' values in them. */
  readonly expressions: readonly string[]
  readonly nullAsZero: boolean
  readonly grid: TimeGrid
}

export interface PanelLoaderParts {
  readonly client: Pick<PrometheusClient, 'range'>
  readonly queue: <T>(task: () => Promise<T>, signal: AbortSignal) => Promise<T>
  onData(data: PanelData): void
}

interface Run {
  readonly question: Question
  readonly abort: AbortController
  /** The question to ask when this one is answered. */
  next?: Question
}

/**
 * Asks for the data of one panel. The same question again, for a later time, waits for the one under way, so that a slow
 * server is not asked twice at once; another question gives the one under way up.
 */
export class PanelLoader {
  readonly #parts: PanelLoaderParts
  #run: Run | undefined
  #data: PanelData = { frame: undefined, error: undefined }

  constructor(parts: PanelLoaderParts) {
    this.#parts = parts
  }

  ask(question: Question): void {
    if (this.#run && sameExpressions(this.#run.question, question)) {
      this.#run.next = question
      return
    }
    this.#run?.abort.abort()
    void this.#start(question)
  }

  stop(): void {
    this.#run?.abort.abort()
    this.#run = undefined
  }

  async #start(question: Question): Promise<void> {
    const run: Run = { question, abort: new AbortController() }
    this.#run = run
    const data = await this.#load(run)
    if (this.#run !== run) return
    this.#run = undefined
    this.#data = data
    this.#parts.onData(data)
    if (run.next) void this.#start(run.next)
  }

  async #load({ question: { targets, expressions, nullAsZero, grid }, abort: { signal } }: Run): Promise<PanelData> {
    const { client, queue } = this.#parts
    try {
      const answers = await Promise.all(targets.map((target, index) => queue(async () => ({ target, series: await client.range(expressions[index] ?? '', grid, signal) }), signal)))
      return { frame: toFrame(answers, grid, { nullAsZero }), error: undefined }
    } catch (error) {
      return { ...this.#data, error: error instanceof Error ? error.message : String(error) }
    }
  }
}

function sameExpressions(a: Question, b: Question): boolean {
  return a.expressions.join('\n') === b.expressions.join('\n')
}
