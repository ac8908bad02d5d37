import type { Matcher } from '../../storage/matcher.ts'
import type { SampleSeries } from '../../storage/series.ts'
import { PromqlError } from '../promql-error.ts'
import type { TimeShift } from '../syntax/ast.ts'

/** Where samples come from. */
export interface SampleSource {
  /** Series with a sample between the two times, both included, in the order of their labels. */
  select(matchers: readonly Matcher[], fromMs: number, toMs: number): readonly SampleSeries[]
}

/** The moments at which an expression is evaluated: `count` of them from `startMs` on. */
export interface Grid {
  readonly startMs: number
  readonly stepMs: number
  readonly count: number
}

/** How much one query may cost, in samples looked at: labs share a thread, and no query may hold the others up. */
export class Budget {
  #left: number

  constructor(samples: number) {
    this.#left = samples
  }

  /** Room for the values of so many series in so many steps: rather more than a look at each. */
  reserve(series: number, steps: number): void {
    this.spend(series * steps * 4)
  }

  spend(samples: number): void {
    this.#left -= samples
    if (this.#left < 0) throw new PromqlError('execution', 'query processing would load too many samples into memory in query execution')
  }
}

/** What all parts of one query share. */
export interface Context {
  readonly source: SampleSource
  readonly grid: Grid
  /** First and last moment of the whole query: what `@ start()` and `@ end()` mean, also in subqueries. */
  readonly startMs: number
  readonly endMs: number
  readonly lookbackMs: number
  /** Step of subqueries that name none. */
  readonly evaluationIntervalMs: number
  readonly budget: Budget
}

export function timeAt({ startMs, stepMs }: Grid, step: number): number {
  return startMs + step * stepMs
}

/** The moment that a selector looks at in a step. */
export function shiftedTime({ offsetMs, at }: TimeShift, context: Context, step: number): number {
  return momentOf(at, context, step) - offsetMs
}

function momentOf(at: TimeShift['at'], { grid, startMs, endMs }: Context, step: number): number {
  if (at === undefined) return timeAt(grid, step)
  if (at === 'start') return startMs
  return at === 'end' ? endMs : at.ms
}
