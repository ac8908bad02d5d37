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
 * What is left of the sections when each card must hold every word of the search, in its own words or its course's.
 * Sections without cards go.
 */
export function filterSections(sections: readonly Section[], { text, language }: Filter): readonly Section[] {
  const words = fold(text).split(/\s+/).filter(Boolean)
  return sections.flatMap((section) => {
    const above = fold(`${section.title} ${section.description}`)
    const cards = section.cards.filter((card) => (!language || card.language === language) && holds(`${above} ${textOf(card)}`, words))
    return cards.length > 0 ? [{ ...section, cards }] : []
  })
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
