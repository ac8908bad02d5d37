import { describe, expect, it } from 'vitest'
import { filterSections, type Section, type ScenarioCard } from './sections.ts'

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
})
