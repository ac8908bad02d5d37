/** A scenario as the catalogue shows it. Plain data: it crosses to the browser, where it is searched. */
export interface ScenarioCard {
  readonly kind: 'scenario'
  readonly slug: string
  readonly title: string
  readonly description: string
  readonly language: string
  readonly difficulty: string
  readonly time: string
  readonly steps: number
  /** Its place in the course, where it is in one. */
  readonly number?: number | undefined
  /** Mistakes that leave it playable, each as "file:line sentence". */
  readonly problems: readonly ProblemLine[]
}

export interface LinkCard {
  readonly kind: 'link'
  readonly href: string
  readonly title: string
  readonly description: string
  readonly language: string
}

export interface ProblemLine {
  readonly place: string
  readonly sentence: string
}

/** A course with its scenarios in order, or (without a title) the scenarios outside of any. */
export interface Section {
  readonly key: string
  readonly title: string
  readonly description: string
  readonly language: string
  /** 0 for a course of the catalogue, 1 for a course in a course… */
  readonly depth: number
  readonly cards: readonly (ScenarioCard | LinkCard)[]
}

export interface Filter {
  readonly text: string
  /** Empty: all. */
  readonly language: string
}

/**
 * What is left of the sections when each card must hold every word of the search, in its own words or those of the courses
 * it is in. A section without cards goes, unless one inside it stays.
 */
export function filterSections(sections: readonly Section[], { text, language }: Filter): readonly Section[] {
  const words = fold(text).split(/\s+/).filter(Boolean)
  const around: string[] = []
  const filtered = sections.map((section) => {
    around.splice(section.depth, Infinity, fold(`${section.title} ${section.description}`))
    const above = around.join(' ')
    return { ...section, cards: section.cards.filter((card) => (!language || card.language === language) && holds(`${above} ${textOf(card)}`, words)) }
  })
  return filtered.reduceRight<readonly Section[]>((kept, section) => (
    section.cards.length > 0 || (kept[0]?.depth ?? 0) > section.depth ? [section, ...kept] : kept
  ), [])
}

/** Scenarios and links that are shown, each once, however many courses it is part of. */
export function countCards(sections: readonly Section[]): number {
  return new Set(sections.flatMap(({ cards }) => cards.map(cardKey))).size
}

export function cardKey(card: ScenarioCard | LinkCard): string {
  return card.kind === 'scenario' ? card.slug : card.href
}

function holds(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word))
}

function textOf(card: ScenarioCard | LinkCard): string {
  return fold(card.kind === 'scenario' ? `${card.title} ${card.description} ${card.difficulty} ${card.slug}` : `${card.title} ${card.description}`)
}

// "debutant" finds "Débutant".
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
