import type { Clock } from '../../clock.ts'
import type { Engine } from '../promql/engine.ts'
import type { Target } from '../scrape/target.ts'
import type { Labels } from '../labels/labels.ts'
import type { Matcher } from '../storage/matcher.ts'

/** What the API asks of the store of samples. */
interface SeriesStore {
  readonly firstTime: number | undefined
  readonly lastTime: number | undefined
  readonly size: { readonly series: number; readonly bytes: number }
  selectLabels(matchers: readonly Matcher[], fromMs: number, toMs: number): readonly Labels[]
}

/** Type and meaning of a metric. */
export interface MetricInfo {
  readonly name: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly help: string
}

export interface ApiParts {
  readonly clock: Clock
  readonly engine: Engine
  readonly store: SeriesStore
  readonly targets: readonly Target[]
  /** What each target exports. */
  metadata(): readonly { readonly target: Target; readonly metrics: readonly MetricInfo[] }[]
}

/** Answers with `data`, or throws a PromqlError. */
export type Route = (parts: ApiParts, parameters: URLSearchParams) => unknown
