import type { Problem, Scenario } from './scenario.ts'

/** Everything a folder of scenarios offers, in the order it is shown. */
export interface Catalogue {
  readonly title: string
  /** All scenarios, listed or hidden, whole or broken, by path. */
  readonly entries: readonly CatalogueEntry[]
  /** What a learner sees first: courses, then scenarios outside of one. Hidden ones are not in it. */
  readonly items: readonly CatalogueItem[]
  /** Languages of the entries: `en` first when it is there. */
  readonly languages: readonly string[]
  /** Mistakes of course files and of the folder itself; those of a scenario stand at its entry. */
  readonly problems: readonly Problem[]
}

/** One scenario's place in the repository. A broken one has problems and no scenario. */
export interface CatalogueEntry {
  readonly id: string
  readonly slug: string
  readonly folder: string
  /** The file it is read from. */
  readonly indexFile: string
  readonly title: string
  readonly description: string
  readonly language: string
  readonly hidden: boolean
  readonly scenario?: Scenario
  readonly problems: readonly Problem[]
  /** The same scenario in other languages. */
  readonly translations: readonly { readonly language: string; readonly slug: string }[]
}

export type CatalogueItem = ScenarioItem | CourseItem | LinkItem

export interface ScenarioItem {
  readonly kind: 'scenario'
  readonly slug: string
  readonly language: string
  /** The course's own words for it, else the scenario's. */
  readonly title: string
  readonly description: string
}

interface CourseItem {
  readonly kind: 'course'
  /** Unique in the catalogue, one URL segment. */
  readonly slug: string
  readonly title: string
  readonly description: string
  readonly language: string
  readonly items: readonly CatalogueItem[]
}

/** An address elsewhere, http or https only. */
interface LinkItem {
  readonly kind: 'link'
  readonly href: string
  readonly language: string
  readonly title: string
  readonly description: string
}
