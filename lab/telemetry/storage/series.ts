import type { Labels } from '../labels/labels.ts'
import type { ChunkWriter } from './chunk.ts'

/** What makes a series: its labels, and how finely its values are divided (1e6: whole millionths). */
export interface SeriesName {
  readonly labels: Labels
  readonly parts: number
}

/** A series as the database keeps it; others hold it only to append to it. */
export interface Series extends SeriesName {
  readonly id: number
  /** What it holds in the block that is being written. */
  head: ChunkWriter | undefined
  /** The tick of its last value; -1 before the first. */
  lastTick: number
}

/** Samples of one series in the order of time. */
export interface SampleSeries {
  readonly labels: Labels
  readonly times: readonly number[]
  readonly values: readonly number[]
  /** Times at which it was found to be gone. */
  readonly goneAt: readonly number[]
}
