import { labelsOf } from '../labels/labels.ts'
import type { SampleGroup } from './target.ts'

interface Scrape {
  readonly groups: readonly SampleGroup[]
  /** Groups that the scrape before found. */
  readonly known: { has(group: SampleGroup): boolean }
  readonly nowMs: number
  readonly tookMs: number
}

/** What Prometheus adds of itself to each target. */
const names = ['up', 'scrape_duration_seconds', 'scrape_samples_scraped', 'scrape_samples_post_metric_relabeling', 'scrape_series_added']

/** How the scrapes of a target went. */
export class TargetHealth {
  #last: Scrape | undefined
  readonly #group: SampleGroup = {
    series: names.map((name) => ({ labels: labelsOf({ __name__: name }), parts: name === 'scrape_duration_seconds' ? 1e6 : 1 })),
    values: () => valuesOf(this.#last),
  }

  after(scrape: Scrape): SampleGroup {
    this.#last = scrape
    return this.#group
  }
}

function valuesOf(scrape: Scrape | undefined): readonly number[] {
  if (!scrape) return names.map(() => 0)
  const { groups, known, tookMs } = scrape
  const samples = sizeOf(groups)
  return [1, tookMs / 1000, samples, samples, sizeOf(groups.filter((group) => !known.has(group)))]
}

function sizeOf(groups: readonly SampleGroup[]): number {
  return groups.reduce((sum, { series }) => sum + series.length, 0)
}
