import { describe, expect, it } from 'vitest'
import { accept, completionAt, rank, type Wanted } from './completion.ts'

/** The cursor stands at the bar. */
const at = (marked: string) => completionAt(marked.replace('|', ''), marked.indexOf('|'))

describe('completionAt', () => {
  it.each<[string, Wanted, string]>([
    ['|', { kind: 'name' }, ''],
    ['istio_|', { kind: 'name' }, 'istio_'],
    ['sum(rate(istio|[1m]))', { kind: 'name' }, 'istio'],
    ['a{|}', { kind: 'label', metric: 'a' }, ''],
    ['a{job="x",resp|', { kind: 'label', metric: 'a' }, 'resp'],
    ['{|', { kind: 'label' }, ''],
    ['a{job="|', { kind: 'value', label: 'job', metric: 'a' }, ''],
    ['rate(a{job=~"pro|"}[5m])', { kind: 'value', label: 'job', metric: 'a' }, 'pro'],
    ["a{b != 'c|", { kind: 'value', label: 'b', metric: 'a' }, 'c'],
    ['a{b="}{"} + re|', { kind: 'name' }, 're'],
    ['a{b="\\"",c|', { kind: 'label', metric: 'a' }, 'c'],
    ['sum by (sou|) (a)', { kind: 'label' }, 'sou'],
    ['sum(a) by (x, |', { kind: 'label' }, ''],
    ['a / on(|) b', { kind: 'label' }, ''],
    ['# note {\nup|', { kind: 'name' }, 'up'],
  ])('%s', (marked, wanted, word) => {
    expect(at(marked)).toMatchObject({ wanted, word })
  })

  it.each(['rate(a[1|m])', 'rate(a[5m|', 'a{job|="x"} # no|te', 'label_replace(a, "des|t")', 'a{b |', '5m|', '1.5e|', '# up|'])('offers nothing in %s', (marked) => {
    const cursor = marked.lastIndexOf('|')
    expect(completionAt(marked.replaceAll('|', ''), cursor - (marked.split('|').length - 2))).toBeUndefined()
  })
})

describe('rank', () => {
  it.each([
    ['', ['a', 'b']], ['B', ['b']], ['x', []],
  ])('%s', (word, expected) => {
    expect(rank(['a', 'b'], word)).toEqual(expected)
  })

  it('puts names first that begin with the word', () => {
    expect(rank(['my_rate', 'rate', 'irate'], 'rate')).toEqual(['rate', 'my_rate', 'irate'])
  })
})

describe('accept', () => {
  it.each([
    ['sum(ist|)', 'istio_request_count', 'sum(istio_request_count|)'],
    ['a{|}', 'job', 'a{job|}'],
    ['a{b="|"}', 'x"y\\', 'a{b="x\\"y\\\\|"}'],
  ])('%s with %s', (marked, offer, expected) => {
    const completion = at(marked)
    if (!completion) throw new Error('Expected a completion')
    const { text, cursor } = accept(marked.replace('|', ''), completion, offer)
    expect(`${text.slice(0, cursor)}|${text.slice(cursor)}`).toBe(expected)
  })
})
