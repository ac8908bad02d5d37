import { compareLabels, type Labels, metricName, valueOf } from '../labels/labels.ts'
import type { Series, SeriesName } from './series.ts'

const noSeries: readonly Series[] = []

/** Finds series by labels and by metric name. No other index: a name has some hundreds of series at most. */
export class SeriesIndex {
  #nextId = 0
  readonly #all = new Set<Series>()
  /** Each in the order of labels. */
  readonly #byName = new Map<string, Series[]>()
  /** By hash: a text of all labels as key would take more room than the samples. */
  readonly #byHash = new Map<number, Series[]>()

  get size(): number {
    return this.#all.size
  }

  all(): ReadonlySet<Series> {
    return this.#all
  }

  named(name: string): readonly Series[] {
    return this.#byName.get(name) ?? noSeries
  }

  find(labels: Labels): Series | undefined {
    return this.#byHash.get(hashOf(labels))?.find((series) => sameLabels(series.labels, labels))
  }

  add({ labels, parts }: SeriesName): Series {
    const series: Series = { id: this.#nextId, labels, parts, head: undefined, lastTick: -1 }
    this.#nextId += 1
    this.#all.add(series)
    const name = valueOf(labels, metricName)
    const named = this.#byName.get(name) ?? []
    this.#byName.set(name, named)
    named.splice(placeFor(named, labels), 0, series)
    const hash = hashOf(labels)
    this.#byHash.set(hash, [...(this.#byHash.get(hash) ?? []), series])
    return series
  }

  remove(series: Series): void {
    this.#all.delete(series)
    const name = valueOf(series.labels, metricName)
    const named = this.#byName.get(name)?.filter((one) => one !== series) ?? []
    if (named.length > 0) this.#byName.set(name, named)
    else this.#byName.delete(name)
    const hash = hashOf(series.labels)
    const others = this.#byHash.get(hash)?.filter((one) => one !== series) ?? []
    if (others.length > 0) this.#byHash.set(hash, others)
    else this.#byHash.delete(hash)
  }
}

function placeFor(sorted: readonly Series[], labels: Labels): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareLabels(sorted[middle]?.labels ?? [], labels) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function sameLabels(a: Labels, b: Labels): boolean {
  return a.length === b.length && a.every((text, at) => text === b[at])
}

/** FNV-1a over all texts. */
function hashOf(labels: Labels): number {
  let hash = 0x811c9dc5
  for (const text of labels) {
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
    hash = Math.imul(hash ^ 0xff, 0x01000193)
  }
  return hash >>> 0
}
