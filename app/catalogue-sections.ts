import type { ProblemLine, ScenarioCard, Section } from '../components/catalogue/sections.ts'
import { groupBy } from '../lib/group-by.ts'
import type { Catalogue, CatalogueEntry, CatalogueItem, ScenarioItem } from '../lib/scenario/catalogue.ts'
import { folderTitle } from '../lib/scenario/courses/folder-title.ts'
import { problemPlace, problemSentence } from '../lib/scenario/problems.ts'
import { folderOf } from '../lib/scenario/repository-files.ts'
import type { Problem } from '../lib/scenario/scenario.ts'

type Card = Section['cards'][number]

/** The catalogue's tree of courses as a list of sections; scenarios outside of a course come first. */
export function sectionsOf({ items, entries }: Catalogue): readonly Section[] {
  const bySlug = new Map(entries.map((entry) => [entry.slug, entry]))
  const loose = cardsOf(items, bySlug)
  const courses = items.flatMap((item) => (item.kind === 'course' ? courseSections(item, bySlug, 0) : []))
  const first: Section = { key: 'scenarios', title: courses.length > 0 ? 'Single scenarios' : '', description: '', language: '', depth: 0, cards: loose }
  return loose.length > 0 ? [first, ...courses] : courses
}

/** Scenarios that can be played but stand in no list, by the folder around them: they or their course are private, or the course's file leaves them out. */
export function unlistedSections({ items, entries }: Catalogue): readonly Section[] {
  const listed = new Set(slugsOf(items))
  const unlisted = entries.filter((entry) => entry.scenario && !listed.has(entry.slug))
  return [...groupBy(unlisted, ({ folder }) => folderOf(folder))].map(([folder, inside]) => ({
    key: folder, title: folder === '' ? '' : folderTitle(folder), description: '', language: '', depth: 0,
    cards: inside.flatMap((entry) => (entry.scenario ? [cardOf(entry, entry.scenario)] : [])),
  }))
}

function slugsOf(items: readonly CatalogueItem[]): readonly string[] {
  return items.flatMap((item) => (item.kind === 'course' ? slugsOf(item.items) : item.kind === 'scenario' ? [item.slug] : []))
}

/** Problems as lines that cross to the browser. */
export function problemLines(problems: readonly Problem[]): readonly ProblemLine[] {
  return problems.map((problem) => ({ place: problemPlace(problem), sentence: problemSentence(problem) }))
}

function courseSections(course: Extract<CatalogueItem, { kind: 'course' }>, bySlug: ReadonlyMap<string, CatalogueEntry>, depth: number): readonly Section[] {
  const { slug, title, description, language, items } = course
  const own: Section = { key: slug, title, description, language, depth, cards: numbered(cardsOf(items, bySlug)) }
  return [own, ...items.flatMap((item) => (item.kind === 'course' ? courseSections(item, bySlug, depth + 1) : []))]
}

function cardsOf(items: readonly CatalogueItem[], bySlug: ReadonlyMap<string, CatalogueEntry>): readonly Card[] {
  return items.flatMap((item): readonly Card[] => {
    if (item.kind === 'course') return []
    if (item.kind === 'link') return [item]
    const scenario = bySlug.get(item.slug)?.scenario
    return scenario ? [cardOf(item, scenario)] : []
  })
}

function cardOf({ slug, title, description, language }: Pick<ScenarioItem, 'slug' | 'title' | 'description' | 'language'>, scenario: NonNullable<CatalogueEntry['scenario']>): ScenarioCard {
  const { difficulty, time, steps, problems } = scenario
  const errors = problems.filter(({ severity }) => severity === 'error')
  return { kind: 'scenario', slug, title, description, language, difficulty, time, steps: steps.length, problems: problemLines(errors) }
}

/** Scenarios of a course come one after the other. */
function numbered(cards: readonly Card[]): readonly Card[] {
  return cards.map((card, index) => (card.kind === 'scenario' ? { ...card, number: index + 1 } : card))
}
