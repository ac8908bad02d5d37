import type { Labels } from '../labels/labels.ts'
import type { ChunkVisitor } from './chunk.ts'
import type { SampleSeries } from './series.ts'

/** Collects what chunks hold between two times. */
export class SampleReader implements SampleSeries, ChunkVisitor {
  readonly labels: Labels
  readonly times: number[] = []
  readonly values: number[] = []
  readonly goneAt: number[] = []
  readonly #fromMs: number
  readonly #toMs: number
  #blockTimes: readonly number[] = []

  constructor(labels: Labels, fromMs: number, toMs: number) {
    this.labels = labels
    this.#fromMs = fromMs
    this.#toMs = toMs
  }

  /** Ticks mean these times from now on. */
  over(blockTimes: readonly number[]): this {
    this.#blockTimes = blockTimes
    return this
  }

  value(tick: number, value: number): void {
    const time = this.#blockTimes[tick]
    if (time === undefined || time < this.#fromMs || time > this.#toMs) return
    this.times.push(time)
    this.values.push(value)
  }

  /** Only what was there can go. */
  gone(tick: number): void {
    const time = this.#blockTimes[tick]
    const last = this.times.at(-1)
    if (time === undefined || last === undefined || time > this.#toMs) return
    if (last > (this.goneAt.at(-1) ?? -Infinity)) this.goneAt.push(time)
  }
}
