import { describe, expect, it } from 'vitest'
import { countCards, filterSections, type Section, type ScenarioCard } from './sections.ts'

const card = (slug: string, title: string, parts: Partial<ScenarioCard> = {}): ScenarioCard =>
  ({ kind: 'scenario', slug, title, description: '', language: 'en', difficulty: '', time: '', steps: 1, problems: [], ...parts })
const sections: Section[] = [
  { key: 'a', title: 'Service mesh', description: '', language: 'en', depth: 0, cards: [
    card('canary', 'Canary release', { description: 'Half of the traffic', difficulty: 'Beginner' }),
    card('faults', 'Fault injection'),
    { kind: 'link', href: 'https://istio.io/', title: 'Istio', description: 'Handbook', language: 'en' },
  ] },
  { key: '', title: '', description: '', language: '', depth: 0, cards: [card('go', 'Primeros pasos', { language: 'es', difficulty: 'Débutant' })] },
]
const found = (text: string, language = '') => filterSections(sections, { text, language }).flatMap(({ cards }) => cards.map(({ title }) => title))

describe('filterSections', () => {
  it.each([
    ['', ['Canary release', 'Fault injection', 'Istio', 'Primeros pasos']],
    ['  ', ['Canary release', 'Fault injection', 'Istio', 'Primeros pasos']],
    ['canary', ['Canary release']],
    ['TRAFFIC', ['Canary release']],
    ['mesh fault', ['Fault injection']],
    ['beginner', ['Canary release']],
    ['debutant', ['Primeros pasos']],
    ['handbook', ['Istio']],
    ['canary nothing', []],
    ['.*', []],
  ])('%j', (text, titles) => {
    expect(found(text)).toEqual(titles)
  })

  it('keeps one language', () => {
    expect(found('', 'es')).toEqual(['Primeros pasos'])
  })

  it('drops empty sections', () => {
    expect(filterSections(sections, { text: 'pasos', language: '' }).map(({ key }) => key)).toEqual([''])
  })

  it('keeps a course whose scenarios are all in courses of its own, and finds those by its words', () => {
    const nested: Section[] = [
      { key: 'x', title: 'Outer', description: '', language: 'en', depth: 0, cards: [] },
      { key: 'y', title: 'Inner', description: '', language: 'en', depth: 1, cards: [card('one', 'One')] },
      { key: 'z', title: 'Empty', description: '', language: 'en', depth: 1, cards: [] },
      { key: 'w', title: 'Other', description: '', language: 'en', depth: 0, cards: [card('two', 'Two')] },
    ]
    const keys = (text: string) => filterSections(nested, { text, language: '' }).map(({ key }) => key)
    expect(keys('')).toEqual(['x', 'y', 'w'])
    expect(keys('outer one')).toEqual(['x', 'y'])
    expect(keys('two')).toEqual(['w'])
    expect(keys('outer two')).toEqual([])
  })
})

describe('countCards', () => {
  it('counts a scenario once that is in two courses', () => {
    expect(countCards([...sections, ...sections])).toBe(4)
  })
})
