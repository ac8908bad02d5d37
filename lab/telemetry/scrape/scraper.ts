import type { Clock } from '../../clock.ts'
import { withLabel } from '../labels/labels.ts'
import type { Database } from '../storage/database.ts'
import type { Series } from '../storage/series.ts'
import { TargetHealth } from './target-health.ts'
import type { SampleGroup, Target } from './target.ts'

/** As in Istio's prometheus.yaml, for the jobs of the mesh. */
export const scrapeIntervalMs = 5000

interface ScraperParts {
  readonly clock: Clock
  readonly database: Database
  readonly targets: readonly Target[]
}

type Place = Series | undefined

/** Reads all targets every five seconds, all at one moment, and writes what they say into the database. */
export class Scraper {
  readonly #parts: ScraperParts
  readonly #health: readonly (readonly [Target, TargetHealth])[]
  /** Where the samples of a group belong; only of groups that the last scrape found. */
  #places = new Map<SampleGroup, readonly Place[]>()
  #nextMs: number
  #cancel: () => void

  constructor(parts: ScraperParts) {
    this.#parts = parts
    this.#health = parts.targets.map((target) => [target, new TargetHealth()])
    this.#nextMs = parts.clock.now()
    this.#cancel = parts.clock.after(0, () => this.#run())
  }

  stop(): void {
    this.#cancel()
  }

  #run(): void {
    const { clock } = this.#parts
    const nowMs = clock.now()
    // Prometheus counts whole milliseconds.
    this.#scrape(Math.round(nowMs))
    // Scrapes keep their rhythm; what a sleeping machine missed is not made up for.
    const planned = this.#nextMs + scrapeIntervalMs
    this.#nextMs = planned > nowMs ? planned : nowMs + scrapeIntervalMs
    this.#cancel = clock.after(this.#nextMs - nowMs, () => this.#run())
  }

  #scrape(nowMs: number): void {
    const samples: [Series, number][] = []
    const places = new Map<SampleGroup, readonly Place[]>()
    const take = (group: SampleGroup, target: Target) => {
      const known = this.#places.get(group) ?? this.#placesOf(group, target)
      places.set(group, known)
      const values = group.values()
      for (const [at, series] of known.entries()) if (series) samples.push([series, values[at] ?? NaN])
    }
    for (const [target, health] of this.#health) {
      const groups = target.groups()
      for (const group of groups) take(group, target)
      take(health.after({ groups, known: this.#places, nowMs, tookMs: this.#parts.clock.now() - nowMs }), target)
    }
    this.#places = places
    this.#parts.database.write(nowMs, samples)
  }

  #placesOf({ series }: SampleGroup, { job, instance }: Target): readonly Place[] {
    return series.map(({ labels, parts }) => this.#parts.database.series({ labels: withLabel(withLabel(labels, 'job', job), 'instance', instance), parts }))
  }
}
