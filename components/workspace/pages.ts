import type { Scenario } from '../../lib/scenario/scenario.ts'

/**
 * Which pages a learner walks through, without their titles: a scenario may have ten thousand, and every page carries this.
 * Pages are numbered as in the protocol: 0 the intro, 1… the steps, one more than the last step the finish.
 */
export interface PageRange {
  readonly slug: string
  readonly steps: number
  readonly hasIntro: boolean
  readonly hasFinish: boolean
}

export type PageKind = 'intro' | 'step' | 'finish'

/** The page that is read. */
export interface CurrentPage {
  readonly number: number
  readonly kind: PageKind
  readonly title: string
  readonly hasCheck: boolean
}

type Pages = Pick<Scenario, 'slug' | 'title' | 'intro' | 'steps' | 'finish' | 'skipIntro' | 'skipFinish'>

/** The pages of a scenario. One without any page still has a first one, beside which its terminal stands. */
export function rangeOf({ slug, intro, steps, finish, skipIntro, skipFinish }: Pages): PageRange {
  const hasFinish = finish !== undefined && !skipFinish
  const empty = steps.length === 0 && !hasFinish
  return { slug, steps: steps.length, hasFinish, hasIntro: empty || (intro !== undefined && !skipIntro) }
}

export function currentPage(scenario: Pages, number: number): CurrentPage {
  const kind = kindOf(rangeOf(scenario), number)
  const step = scenario.steps[number - 1]
  return { number, kind, title: titleOf(scenario, number), hasCheck: kind === 'step' && step?.verify !== undefined }
}

/** Title of a page; one without has its place for a name. */
export function titleOf({ title, intro, steps, finish }: Pages, number: number): string {
  if (number === 0) return intro?.title || title
  if (number > steps.length) return finish?.title || 'Finish'
  return steps[number - 1]?.title || `Step ${number}`
}

export function kindOf({ steps }: PageRange, number: number): PageKind {
  if (number === 0) return 'intro'
  return number > steps ? 'finish' : 'step'
}

/** Numbers of the first and the last page. */
export function endsOf({ steps, hasIntro, hasFinish }: PageRange): { readonly first: number; readonly last: number } {
  return { first: hasIntro ? 0 : 1, last: hasFinish ? steps + 1 : steps }
}

/** The number as many pages on, or back; undefined where the scenario ends. */
export function neighbour(range: PageRange, number: number, by: number): number | undefined {
  const { first, last } = endsOf(range)
  const goal = number + by
  return goal >= first && goal <= last ? goal : undefined
}

export function hrefOf({ slug, steps }: PageRange, number: number): string {
  const base = `/learn/${encodeURIComponent(slug)}`
  if (number === 0) return base
  return number > steps ? `${base}/finish` : `${base}/${number}`
}

/** The page a URL's segment names: none the intro, `finish`, or a step's number; undefined when there is no such page. */
export function numberAt(range: PageRange, segment: string | undefined): number | undefined {
  const { steps, hasIntro, hasFinish } = range
  if (segment === undefined) return hasIntro ? 0 : undefined
  if (segment === 'finish') return hasFinish ? steps + 1 : undefined
  return /^[1-9]\d{0,5}$/.test(segment) && Number(segment) <= steps ? Number(segment) : undefined
}
