import { describe, expect, it } from 'vitest'
import type { Page, Step } from '../../lib/scenario/scenario.ts'
import { currentPage, endsOf, hrefOf, neighbour, numberAt, rangeOf } from './pages.ts'

const page = (title = ''): Page => ({ title })
const steps: Step[] = [{ title: 'Look' }, { title: '', verify: 'check.sh' }]
const base = { slug: 'a~b', title: 'Demo', steps, skipIntro: false, skipFinish: false }
const whole = { ...base, intro: page('Before'), finish: page() }

describe('rangeOf', () => {
  it.each([
    ['everything', whole, [0, 3]],
    ['no intro and no finish', base, [1, 2]],
    ['both hidden', { ...whole, skipIntro: true, skipFinish: true }, [1, 2]],
    ['intro only', { ...base, intro: page(), steps: [] }, [0, 0]],
    ['nothing at all', { ...base, steps: [] }, [0, 0]],
    ['a hidden intro and nothing else', { ...base, intro: page(), skipIntro: true, steps: [] }, [0, 0]],
    ['a finish only', { ...base, steps: [], finish: page() }, [1, 1]],
  ])('%s', (_name, scenario, [first, last]) => {
    expect(endsOf(rangeOf(scenario))).toEqual({ first, last })
  })
})

describe('currentPage', () => {
  it.each([
    [0, { kind: 'intro', title: 'Before', hasCheck: false }],
    [1, { kind: 'step', title: 'Look', hasCheck: false }],
    [2, { kind: 'step', title: 'Step 2', hasCheck: true }],
    [3, { kind: 'finish', title: 'Finish', hasCheck: false }],
  ])('%d', (number, expected) => {
    expect(currentPage(whole, number)).toEqual({ number, ...expected })
  })
})

describe('addresses', () => {
  const range = rangeOf(whole)
  it.each([[0, undefined, '/learn/a~b'], [1, '1', '/learn/a~b/1'], [2, '2', '/learn/a~b/2'], [3, 'finish', '/learn/a~b/finish']])('of page %d', (number, segment, href) => {
    expect(numberAt(range, segment)).toBe(number)
    expect(hrefOf(range, number)).toBe(href)
  })

  it.each(['0', '3', '01', '-1', '1.0', 'x', '', '1e3', 'Finish', '99999999999'])('has no page %s', (segment) => {
    expect(numberAt(range, segment)).toBeUndefined()
  })

  it('has no intro and no finish where they are left out', () => {
    expect(numberAt(rangeOf(base), undefined)).toBeUndefined()
    expect(numberAt(rangeOf(base), 'finish')).toBeUndefined()
  })

  it.each([[0, 1, 1], [0, -1, undefined], [3, 1, undefined], [3, -1, 2]])('from %d by %d', (number, by, goal) => {
    expect(neighbour(range, number, by)).toBe(goal)
  })
})
