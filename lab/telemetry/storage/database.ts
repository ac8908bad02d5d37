import { compareLabels, type Labels, metricName } from '../labels/labels.ts'
import { type Block, blockFrom, blockSize, type BlockState, blockState, chunkOf, closeBlock } from './block.ts'
import { ChunkWriter, readChunk } from './chunk.ts'
import { fromLabelTable, type LabelTable, toLabelTable } from './label-table.ts'
import { type Matcher, matchesAll } from './matcher.ts'
import { SampleReader } from './sample-reader.ts'
import type { SampleSeries, Series, SeriesName } from './series.ts'
import { SeriesIndex } from './series-index.ts'

/** All samples of a database as JSON. */
export interface DatabaseState {
  readonly table: LabelTable
  readonly blocks: readonly BlockState[]
}

export interface DatabaseLimits {
  /** Samples older than this are forgotten, block by block. */
  readonly retentionMs: number
  /** Room for closed blocks; beyond it the oldest is forgotten. */
  readonly maxBytes: number
  /** Series known at once; further ones are refused. */
  readonly maxSeries: number
}

export interface DatabaseOptions {
  readonly nowMs: number
  readonly state?: DatabaseState
  readonly limits?: DatabaseLimits
}

/** By how much the clock of the machine that saved a lab may have been ahead of ours. Samples of the future would keep all others out. */
const maxAheadMs = 60_000

/**
 * Six hours, as in the original lab. Bookinfo under steady load takes about a fifth of `maxBytes` in that time (docs/lab-telemetry.md
 * has the figures); `maxSeries` is a learner who makes a new version every second, not a lab.
 */
export const defaultLimits: DatabaseLimits = { retentionMs: 6 * 3_600_000, maxBytes: 8 << 20, maxSeries: 30_000 }

/** Ticks of a block: ten minutes of scrapes. Shorter ones store worse, longer ones take longer to read a part of. */
const blockTicks = 120

/**
 * Samples of many series that are all taken at the same moments (ticks). Written tick by tick; a series that is not written in
 * a tick is gone from then on, until it is written again.
 */
export class Database {
  readonly #limits: DatabaseLimits
  readonly #index = new SeriesIndex()
  /** Series that had a value in the last tick. */
  #live = new Set<Series>()
  #blocks: Block[] = []
  #times: number[] = []
  /** Ticks are counted from 1; a restored series was last written in tick 0. */
  #tick = 1

  constructor({ nowMs, state, limits = defaultLimits }: DatabaseOptions) {
    this.#limits = limits
    if (!state) return
    for (const name of fromLabelTable(state.table)) this.#index.add(name).lastTick = 0
    this.#blocks = state.blocks.map(blockFrom).filter(({ times }) => (times.at(-1) ?? 0) <= nowMs + maxAheadMs)
    const last = new Set(this.#blocks.at(-1)?.ids)
    this.#live = new Set([...this.#index.all()].filter(({ id }) => last.has(id)))
  }

  /** Time of the last tick; undefined before the first. */
  get lastTime(): number | undefined {
    return this.#times.at(-1) ?? this.#blocks.at(-1)?.times.at(-1)
  }

  get firstTime(): number | undefined {
    return this.#blocks[0]?.times[0] ?? this.#times[0]
  }

  get size(): { readonly series: number; readonly bytes: number } {
    return { series: this.#index.size, bytes: this.#blocks.reduce((sum, block) => sum + blockSize(block), 0) }
  }

  /** The series of these labels; undefined when there is no room for a new one. */
  series(name: SeriesName): Series | undefined {
    const known = this.#index.find(name.labels)
    if (known) return known
    if (this.#index.size >= this.#limits.maxSeries) this.#forgetOldest()
    return this.#index.size >= this.#limits.maxSeries ? undefined : this.#index.add(name)
  }

  /** Writes one tick. `timeMs` must be later than all before, or nothing is written. */
  write(timeMs: number, samples: Iterable<readonly [series: Series, value: number]>): void {
    const { lastTime } = this
    if (lastTime !== undefined && timeMs <= lastTime) return
    const inBlock = this.#times.length
    const before = this.#live
    this.#live = new Set()
    for (const [series, value] of samples) {
      // A second value for the same moment is a duplicate.
      if (series.lastTick === this.#tick) continue
      this.#head(series, inBlock).append(value)
      series.lastTick = this.#tick
      this.#live.add(series)
    }
    for (const series of before) if (series.lastTick !== this.#tick) this.#head(series, inBlock).absent(1)
    this.#times.push(timeMs)
    this.#tick += 1
    if (this.#times.length === blockTicks) this.#close(timeMs)
  }

  /** Series that have a sample between the two times, both included, in the order of their labels. */
  select(matchers: readonly Matcher[], fromMs: number, toMs: number): readonly SampleSeries[] {
    return this.#matching(matchers).map((series) => this.#read(series, fromMs, toMs)).filter(({ times }) => times.length > 0)
  }

  /** Label sets of the series that were there at about that time: blocks are not looked into. */
  selectLabels(matchers: readonly Matcher[], fromMs: number, toMs: number): readonly Labels[] {
    const blocks = this.#blocks.filter(({ times }) => overlaps(times, fromMs, toMs))
    const inHead = overlaps(this.#times, fromMs, toMs)
    const isThere = ({ id, head }: Series) => (inHead && head !== undefined) || blocks.some((block) => chunkOf(block, id))
    return this.#matching(matchers).filter(isThere).map(({ labels }) => labels)
  }

  snapshot(): DatabaseState {
    const series = [...this.#index.all()]
    const places = new Map(series.map(({ id }, place) => [id, place]))
    const blocks = this.#times.length > 0 ? [...this.#blocks, closeBlock(this.#times, series)] : this.#blocks
    return { table: toLabelTable(series), blocks: blocks.map((block) => blockState(block, places)) }
  }

  #head(series: Series, inBlock: number): ChunkWriter {
    series.head ??= new ChunkWriter(series.parts)
    series.head.absent(inBlock - series.head.ticks)
    return series.head
  }

  #close(nowMs: number): void {
    this.#blocks.push(closeBlock(this.#times, this.#index.all()))
    for (const series of this.#index.all()) series.head = undefined
    this.#times = []
    const { retentionMs, maxBytes } = this.#limits
    while ((this.#blocks[0]?.times.at(-1) ?? Infinity) < nowMs - retentionMs || (this.#blocks.length > 1 && this.size.bytes > maxBytes)) this.#forgetOldest()
  }

  /** Forgets the oldest block, and the series that have nothing else. */
  #forgetOldest(): void {
    if (!this.#blocks.shift()) return
    const kept = new Set(this.#blocks.flatMap(({ ids }) => [...ids]))
    for (const series of this.#index.all()) {
      const isNew = series.lastTick === -1
      if (!isNew && !series.head && !kept.has(series.id) && !this.#live.has(series)) this.#index.remove(series)
    }
  }

  #matching(matchers: readonly Matcher[]): readonly Series[] {
    const name = matchers.find((matcher) => matcher.name === metricName && matcher.operator === '=')
    const candidates = name ? this.#index.named(name.value) : [...this.#index.all()].toSorted((a, b) => compareLabels(a.labels, b.labels))
    return candidates.filter(({ labels }) => matchesAll(matchers, labels))
  }

  #read(series: Series, fromMs: number, toMs: number): SampleSeries {
    const samples = new SampleReader(series.labels, fromMs, toMs)
    for (const block of this.#blocks) {
      const chunk = overlaps(block.times, fromMs, toMs) && chunkOf(block, series.id)
      if (chunk) readChunk(chunk, series.parts, samples.over(block.times))
    }
    if (series.head) readChunk(series.head.bytes(), series.parts, samples.over(this.#times))
    return samples
  }
}

function overlaps(times: readonly number[], fromMs: number, toMs: number): boolean {
  return (times[0] ?? Infinity) <= toMs && (times.at(-1) ?? -Infinity) >= fromMs
}
