import type { SeriesName } from '../storage/series.ts'

/** Samples that come and go together. The same object with every scrape, so that a reader can remember where they belong. */
export interface SampleGroup {
  readonly series: readonly SeriesName[]
  /** In the order of `series`. */
  values(): readonly number[]
}

/** One place that Prometheus scrapes. */
export interface Target {
  readonly job: string
  /** Host and port. */
  readonly instance: string
  groups(): readonly SampleGroup[]
}
