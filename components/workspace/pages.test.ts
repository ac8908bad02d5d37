import { describe, expect, it } from 'vitest'
import type { Page, Step } from '../../lib/scenario/scenario.ts'
import { pageAt, pagesOf } from './pages.ts'

const page = (title = ''): Page => ({ title })
const steps: Step[] = [{ title: 'Look' }, { title: '', verify: 'check.sh' }]
const base = { slug: 'a~b', title: 'Demo', steps, skipIntro: false, skipFinish: false }

describe('pagesOf', () => {
  it('walks from the intro to the finish', () => {
    expect(pagesOf({ ...base, intro: page('Before'), finish: page() })).toEqual([
      { number: 0, kind: 'intro', title: 'Before', href: '/learn/a~b', hasCheck: false },
      { number: 1, kind: 'step', title: 'Look', href: '/learn/a~b/1', hasCheck: false },
      { number: 2, kind: 'step', title: 'Step 2', href: '/learn/a~b/2', hasCheck: true },
      { number: 3, kind: 'finish', title: 'Finish', href: '/learn/a~b/finish', hasCheck: false },
    ])
  })

  it.each([
    ['no intro and no finish', {}, ['step', 'step']],
    ['both hidden', { intro: page(), finish: page(), skipIntro: true, skipFinish: true }, ['step', 'step']],
    ['intro only', { intro: page(), steps: [] }, ['intro']],
    ['nothing at all', { steps: [] }, ['intro']],
    ['a hidden intro and nothing else', { intro: page(), skipIntro: true, steps: [] }, ['intro']],
  ])('%s', (_name, parts, kinds) => {
    expect(pagesOf({ ...base, ...parts }).map(({ kind }) => kind)).toEqual(kinds)
  })
})

describe('pageAt', () => {
  const pages = pagesOf({ ...base, intro: page(), finish: page() })
  it.each([[undefined, 0], ['1', 1], ['2', 2], ['finish', 3]])('%s', (segment, number) => {
    expect(pageAt(pages, segment)?.number).toBe(number)
  })

  it.each(['0', '3', '01', '-1', '1.0', 'x', '', '1e3', 'Finish', '99999999999'])('has no page %s', (segment) => {
    expect(pageAt(pages, segment)).toBeUndefined()
  })
})
