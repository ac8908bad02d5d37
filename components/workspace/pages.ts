import type { Scenario } from '../../lib/scenario/scenario.ts'

/** A page that a learner walks through. */
export interface PageLink {
  /** 0 the intro, 1… the steps, one more than the last step the finish: what the protocol calls `page`. */
  readonly number: number
  readonly kind: 'intro' | 'step' | 'finish'
  readonly title: string
  readonly href: string
  readonly hasCheck: boolean
}

type Pages = Pick<Scenario, 'slug' | 'title' | 'intro' | 'steps' | 'finish' | 'skipIntro' | 'skipFinish'>

/** The pages of a scenario in order. One without any page still has a first one, beside which its terminal stands. */
export function pagesOf({ slug, title, intro, steps, finish, skipIntro, skipFinish }: Pages): readonly PageLink[] {
  const base = `/learn/${encodeURIComponent(slug)}`
  const first: PageLink = { number: 0, kind: 'intro', title: intro?.title || title, href: base, hasCheck: false }
  const middle = steps.map((step, index): PageLink => (
    { number: index + 1, kind: 'step', title: step.title || `Step ${index + 1}`, href: `${base}/${index + 1}`, hasCheck: step.verify !== undefined }
  ))
  const last: PageLink = { number: steps.length + 1, kind: 'finish', title: finish?.title || 'Finish', href: `${base}/finish`, hasCheck: false }
  const pages = [...(intro && !skipIntro ? [first] : []), ...middle, ...(finish && !skipFinish ? [last] : [])]
  return pages.length > 0 ? pages : [first]
}

/** The page a URL segment names: `undefined` the intro, `finish`, or a step's number; undefined when there is none. */
export function pageAt(pages: readonly PageLink[], segment: string | undefined): PageLink | undefined {
  if (segment === undefined) return pages.find(({ kind }) => kind === 'intro')
  if (segment === 'finish') return pages.find(({ kind }) => kind === 'finish')
  return /^[1-9]\d{0,5}$/.test(segment) ? pages.find(({ kind, number }) => kind === 'step' && number === Number(segment)) : undefined
}
