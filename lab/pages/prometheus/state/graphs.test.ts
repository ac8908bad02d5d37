import { describe, expect, it } from 'vitest'
import { emptyGraph, longerRange, readGraphs, readMoment, shorterRange, writeGraphs, writeMoment, type Graph } from './graphs.ts'

const read = (search: string) => readGraphs(new URLSearchParams(search))

describe('readGraphs', () => {
  it.each<[string, readonly Graph[]]>([
    ['', [emptyGraph]],
    ['g0.expr=up', [{ ...emptyGraph, expr: 'up' }]],
    ['g0.expr=up&g0.tab=0&g0.range_input=5m&g0.stacked=1&g0.step_input=5', [{ expr: 'up', tab: 'graph', rangeMs: 300_000, stacked: true, stepS: 5 }]],
    ['g0.expr=a&g1.expr=b%2Bc&g1.tab=1', [{ ...emptyGraph, expr: 'a' }, { ...emptyGraph, expr: 'b+c' }]],
    ['g1.expr=b', [emptyGraph, { ...emptyGraph, expr: 'b' }]],
    ['g0.expr=a&g0.range_input=soon&g0.step_input=-1&g0.end_input=later', [{ ...emptyGraph, expr: 'a' }]],
    ['g0.expr=a&g0.tab=graph&g0.display_mode=stacked', [{ ...emptyGraph, expr: 'a', tab: 'graph', stacked: true }]],
  ])('%s', (search, expected) => {
    expect(read(search)).toEqual(expected)
  })

  it('does not build a thousand graphs for one number', () => {
    expect(read('g999999999.expr=up').length).toBeLessThanOrEqual(20)
  })

  it('reads what it wrote', () => {
    const graphs: readonly Graph[] = [{ expr: 'a{b="c d&e"}', tab: 'graph', rangeMs: 5_400_000, endMs: 1_700_000_000_000, stepS: 7, stacked: true }, emptyGraph]
    expect(readGraphs(writeGraphs(graphs))).toEqual(graphs)
  })
})

describe('moments', () => {
  it.each([['2026-03-01 12:30', '2026-03-01 12:30:00'], ['2026-03-01 12:30:05', '2026-03-01 12:30:05']])('%s', (written, expected) => {
    expect(writeMoment(readMoment(written) ?? 0)).toBe(expected)
  })

  it.each(['', 'now', '2026-03-01', '2026-99-01 12:30'])('%s is none', (written) => {
    expect(readMoment(written)).toBeUndefined()
  })
})

describe('ranges', () => {
  it.each([[300_000, 60_000, 900_000], [400_000, 300_000, 900_000], [10_000, 10_000, 60_000], [604_800_000, 172_800_000, 604_800_000]])('beside %i', (range, shorter, longer) => {
    expect([shorterRange(range), longerRange(range)]).toEqual([shorter, longer])
  })
})
